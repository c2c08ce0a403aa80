-- What does one table hold, row by row?
-- grain:  one row per row of the table
-- params: $name text, the table
select to_json(stored) as said
from query_table($name) as stored
order by said
