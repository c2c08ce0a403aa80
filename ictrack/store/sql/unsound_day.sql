-- Which rows count from another day than the one that was written? Run for each partial day;
-- one_day_of is the macro that reads what was written.
-- grain:  one row per such row of the table
-- params: none
-- order:  none, because the answers for all days are put together
select
    'day_is_as_written' as invariant,
    'one_table' as table_name,
    one_key as row_key,
    format(
        'one_column is {}, and written is {}',
        coalesce(cast(one_column as varchar), 'empty'),
        coalesce('''' || one_column_written || '''', 'nothing')
    ) as found
from db.one_table
where one_column is distinct from one_day_of(one_column_written)
