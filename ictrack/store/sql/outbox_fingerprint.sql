-- How many rows does one table hold, and which? A text that changes with any cell of any row.
-- grain:  one row
-- params: $name text, the table
with stored as (
    select cast(to_json(stored) as varchar) as said
    from query_table($name) as stored
)

select
    count(*) as stored_rows,
    md5(coalesce(string_agg(said, chr(10) order by said), '')) as fingerprint
from stored
