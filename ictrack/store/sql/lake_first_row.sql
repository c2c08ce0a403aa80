-- Put a first row into a table of a new lake; run for each table.
-- params: none
insert into db.one_table by name
select * from any_row;
