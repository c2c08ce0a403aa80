-- Which stored rows are listed beside what a load would write in their place?
-- params: $listed integer
create or replace temp table wanted_row as
select
    file,
    row_key
from accepted
where state <> 'new'
order by state, file, file_row
limit $listed;
