-- Which initiatives of this load have another first target date than the stored one?
-- grain:  one row per such initiative
-- params: $source_id text
select
    'initiatives' as file,
    sent.file_row,
    'target_on' as column_name,
    sent.target_on_written as value,
    format('differs from the first target date, {}', stored.target_on_written) as message,
    'revised_target_on in a status update for a new date; the first one stays' as allowed
from sent_initiatives as sent
inner join db.initiative as stored
    on
        sent.initiative_id = stored.initiative_id
        and stored.source_id = $source_id
where
    stored.target_on is not null
    and sent.target_on is distinct from stored.target_on
order by sent.file_row
