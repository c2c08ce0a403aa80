-- Take a source itself away, after its rows.
-- params: $replaced text, the source
delete from db.source
where source_id = $replaced;
