-- Which rows does a table hold, as they are?
-- grain:  one row per row of the table
-- order:  none, they are copied as they lie
-- params: $name text, the full name of the table
from query_table($name)
