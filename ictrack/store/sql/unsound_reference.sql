-- Which rows name another row that is not stored? Run for each column that names rows of
-- another table; one_names is a list of what it names.
-- grain:  one row per row of the table and what it names
-- params: none
-- order:  none, because the answers for all columns are put together
with naming as (
    select
        one_key as row_key,
        unnest(one_names) as named
    from db.one_table
)

select
    'reference_is_stored' as invariant,
    'one_table' as table_name,
    row_key,
    'one_column names ''' || named || '''' as found
from naming
where
    named is not null
    and named not in (
        select one_target_key from db.one_target
        where one_target_key is not null
    )
