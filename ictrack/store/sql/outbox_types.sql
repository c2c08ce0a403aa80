-- Which columns has a table, of which types? Asked for its description; it has no rows.
-- grain:  one row, or none
-- params: $name text, the table
select *
from query_table($name)
where false
