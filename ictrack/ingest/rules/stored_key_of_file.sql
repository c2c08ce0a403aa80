-- Which rows of one file are stored?
-- grain:  one row per row_key
-- params: $file text
select row_key
from stored_key
where file = $file
order by row_key
