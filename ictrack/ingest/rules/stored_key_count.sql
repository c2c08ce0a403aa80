-- How many rows are stored, but for those of a source that this load takes away?
-- grain:  one row
select count(*) as stored_rows
from stored_key
