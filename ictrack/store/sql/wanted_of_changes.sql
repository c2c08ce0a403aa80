-- Which stored rows does a load change?
-- params: none
create or replace temp table wanted_row as
select
    file,
    row_key
from accepted
where state = 'changed';
