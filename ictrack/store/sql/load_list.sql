-- What was loaded, when, and what came of it?
-- grain:  one row per load, the latest first; a source that was replaced since has no title,
--         and one that was taken back has the day on which it was
-- params: none
select
    load.load_id,
    load.loaded_at,
    coalesce(load.loaded_by, '') as loaded_by,
    coalesce(load.file_name, '') as file_name,
    source.title as source_title,
    load.rows_new,
    load.rows_changed,
    load.rows_unchanged,
    load.rows_rejected,
    load.rows_withheld,
    load.file_fingerprint,
    load_undo.undone_at,
    load_undo.undone_by
from readable_load() as load
left join db.source on load.source_id = source.source_id
left join readable_load_undo() as load_undo on load.load_id = load_undo.load_id
order by load.load_id desc
