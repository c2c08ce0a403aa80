-- Keep in the history what the rows of one file said that a load changes; run for each file.
-- params: $load_id integer, $changed_at timestamp
insert into db.history
select
    $load_id as load_id,
    $changed_at as changed_at,
    'one_file' as file,
    one_key as row_key,
    'changed' as change,
    to_json(one_table) as former
from (
    select columns(lambda name: name not in ('taken_back_on', 'restored_on', 'later_turns', 'day_place'))
    from db.one_table
    where
        one_key in (
            select accepted.row_key
            from accepted
            where
                accepted.file = 'one_file'
                and accepted.state = 'changed'
        )
) as one_table;
