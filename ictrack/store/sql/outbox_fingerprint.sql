-- How many rows does one table hold, and which? A text that changes with any cell of any row.
-- Of each cell its MD5 is taken, and of each row that of its cells; the sums of both halves tell
-- the rows apart in whatever order, and equal ones do not cancel. So no long text is held but one.
-- grain:  one row
-- params: $name text, the table
with cell as (
    select md5(coalesce(cast(columns(*) as varchar), chr(0)))
    from query_table($name)
),

stored as (
    select concat(*columns(*)) as said
    from cell
)

select
    count(*) as stored_rows,
    format(
        '{}-{}',
        coalesce(sum(cast(md5_number_lower(said) as hugeint)), 0),
        coalesce(sum(cast(md5_number_upper(said) as hugeint)), 0)
    ) as fingerprint
from stored
