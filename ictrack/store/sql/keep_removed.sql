-- Keep in the history what a whole source said, its rows and itself, before it is removed.
-- params: $replaced text, the source; $load_id integer, $changed_at timestamp
insert into db.history
select
    $load_id as load_id,
    $changed_at as changed_at,
    stored_row.file,
    stored_row.row_key,
    'removed' as change,
    stored_row.said as former
from stored_row
where stored_row.source_id = $replaced

union all

select
    $load_id as load_id,
    $changed_at as changed_at,
    'source' as file,
    source.source_id as row_key,
    'removed' as change,
    to_json(source) as former
from db.source as source
where source.source_id = $replaced;
