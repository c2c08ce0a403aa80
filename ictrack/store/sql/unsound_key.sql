-- Which keys of one table do several rows have? Run for each table that has a key.
-- grain:  one row per such key
-- params: none
-- order:  none, because the answers for all tables are put together
select
    'key_is_unique' as invariant,
    'one_table' as table_name,
    one_key as row_key,
    count(*) || ' rows have it' as found
from db.one_table
group by row_key
having count(*) > 1
