-- Which rows does a table of a lake hold, by their keys?
-- grain:  one row per row of the table
-- order:  none, they are looked up
-- params: none
select one_key as row_key
from db.one_table
