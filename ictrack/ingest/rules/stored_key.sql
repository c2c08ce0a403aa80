-- Which rows are stored, but for those of a source that this load takes away?
-- grain:  one row per file and row_key
-- params: $replaced text or null
-- order:  none, because it is put into a table of the load
select
    file,
    row_key,
    source_id,
    sent_hash
from stored_row
where source_id is distinct from $replaced
