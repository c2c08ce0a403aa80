-- Which rows does a load bring of a file that it leaves out? None, with their columns; for each file.
-- grain:  one row, or none
-- params: none
select
    * exclude (source_id, load_id),
    cast(null as varchar) as row_key
from db.one_table
where false
