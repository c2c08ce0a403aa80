-- Of which files are rows stored, but for those of a source that this load takes away?
-- grain:  one row per file
-- params: $replaced text or null
select distinct file
from stored_row
where source_id is distinct from $replaced
order by file
