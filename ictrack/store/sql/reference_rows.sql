-- Which rows of one file are stored, and what does each say?
-- grain:  one row per key; a key of several columns is joined by chr(31)
-- params: $file text; $source_id text, or null for all sources
select
    row_key,
    source_id,
    said
from stored_row
where
    file = $file
    and ($source_id is null or source_id = $source_id)
order by row_key
