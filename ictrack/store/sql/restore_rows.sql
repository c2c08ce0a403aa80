-- Put rows that a baseline told of back into their table; run for each part.
-- params: none
insert into db.one_table by name
select * from sent_rows;
