-- Put the rows that are moved in the place of those of a table.
-- params: none
delete from db.one_table;

insert into db.one_table by name
select *
from moved_rows;
