-- Is there another number than one of the row that every writer touches first?
-- grain:  one row, or none
-- params: none
select
    'one_write_lock' as invariant,
    'write_lock' as table_name,
    '' as row_key,
    format('holds {} rows', count(*)) as found
from db.write_lock
having count(*) <> 1
