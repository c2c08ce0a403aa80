-- Take away the rows of a source in one file; run for each file.
-- params: $replaced text, the source
delete from db.one_table
where source_id = $replaced;
