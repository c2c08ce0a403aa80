-- Of which files are the rows that are wanted?
-- grain:  one row per file
select distinct file
from wanted_row
order by file
