-- Keep in the history what the rows said that a load changes.
-- params: $load_id integer, $changed_at timestamp
insert into db.history
select
    $load_id as load_id,
    $changed_at as changed_at,
    accepted.file,
    accepted.row_key,
    'changed' as change,
    stored_row.said as former
from accepted
inner join stored_row
    on
        accepted.file = stored_row.file
        and accepted.row_key = stored_row.row_key
where accepted.state = 'changed';
