-- Take the first row out of a table of a new lake again; run for each table.
-- params: none
delete from db.one_table;
