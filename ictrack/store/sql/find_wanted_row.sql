-- Find in one table what the rows say that are wanted; run for each file of these. To write a row as JSON
-- takes far longer than to read its key, so only these are written so.
-- What is kept of an update beside what was said of it is left out, as in `stored_row.sql`.
-- params: none
insert into found_row
select
    'one_file' as file,
    one_key as row_key,
    to_json(one_table) as said
from (
    select columns(lambda name: name not in ('taken_back_on', 'restored_on', 'later_turns', 'day_place'))
    from db.one_table
    where
        one_key in (
            select wanted.row_key
            from wanted_row as wanted
            where wanted.file = 'one_file'
        )
) as one_table;
