-- Which rows lack a value that each must have? Run for each column that may not be empty.
-- grain:  one row per row of the table without it
-- params: none
-- order:  none, because the answers for all columns are put together
select
    'required_is_there' as invariant,
    'one_table' as table_name,
    one_key as row_key,
    'one_column is empty' as found
from db.one_table
where one_column is null
