-- Which identifiers of initiatives and updates are in use?
-- grain:  one row per identifier
-- params: $replaced text or null, the source that this load takes away
select row_key as identifier
from stored_row
where
    file in ('initiatives', 'status_updates')
    and source_id is distinct from $replaced
order by identifier
