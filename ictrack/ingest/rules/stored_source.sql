-- What is stored of a source itself?
-- grain:  one row, or none
-- params: $source_id text
select *
from standing_source()
where source_id = $source_id
