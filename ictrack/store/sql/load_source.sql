-- Which source is a load of, and what would go with the load: is it the only one of its
-- source that stands, did it take the public record away, and how many reports did it take in?
-- grain:  one row, or none
-- params: $load_id integer
select
    load.load_id,
    load.source_id,
    load.file_name,
    load_undo.undone_on,
    (
        select count(*)
        from standing_load() as other
        where
            other.source_id = load.source_id
            and other.load_id <> load.load_id
    ) = 0 as is_only_one,
    (
        select count(*)
        from db.history
        where
            history.load_id = load.load_id
            and history.file = 'source'
            and history.change = 'removed'
    ) > 0 as replaced_record,
    (
        select count(*)
        from db.submission
        where submission.load_id = load.load_id
    ) as reports
from db.load
left join db.load_undo on load.load_id = load_undo.load_id
where load.load_id = $load_id
