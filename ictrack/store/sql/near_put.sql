-- Put the rows that were written in the place of what they were.
-- `one_key` names the table that it is of, which the linter does not know.
-- noqa: disable=AL05
-- params: none
create or replace temp table written as
select *
from moved_rows;

delete from db.one_table
where one_key in (select one_key from written as one_table);

insert into db.one_table by name
select *
from written;

drop table written;
