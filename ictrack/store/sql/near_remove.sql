-- Remove the rows that the lake does not hold any more.
-- params: none
delete from db.one_table
where one_key not in (select moved_rows.row_key from moved_rows);
