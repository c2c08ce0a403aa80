-- How many states and files does a lake hold, and how large are the files?
-- grain:  one row
-- params: none
select
    (select count(*) from ducklake_snapshots('db')) as states,
    cast(coalesce(sum(file_count), 0) as bigint) as files,
    cast(coalesce(sum(file_size_bytes), 0) as bigint) as bytes
from ducklake_table_info('db')
order by states
