-- Give the rows of one file back that a load changed or removed; run for each file.
-- params: $load_id integer; $structure text, the columns of the table and their types, as JSON
insert into db.one_table by name
select unnest(from_json(former, $structure))
from db.history
where
    load_id = $load_id
    and file = 'one_file'
    and change in ('changed', 'removed');
