-- Which stored rows are listed beside what they said before a load changed them?
-- params: $load_id integer
create or replace temp table wanted_row as
select
    file,
    row_key
from db.history
where
    load_id = $load_id
    and change = 'changed';
