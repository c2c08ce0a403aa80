-- What was loaded, when, and what came of it?
-- grain:  one row per load, the latest first; a source that was replaced since has no title
-- params: none
select
    load.load_id,
    load.loaded_at,
    load.loaded_by,
    load.file_name,
    source.title as source_title,
    load.rows_new,
    load.rows_changed,
    load.rows_unchanged,
    load.rows_rejected,
    load.rows_withheld
from db.load
left join db.source on load.source_id = source.source_id
order by load.load_id desc
