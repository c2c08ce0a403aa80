-- Keep in the history what the rows said that a load changes.
-- params: $load_id integer, $changed_at timestamp
insert into db.history
select
    $load_id as load_id,
    $changed_at as changed_at,
    found_row.file,
    found_row.row_key,
    'changed' as change,
    found_row.said as former
from found_row;
