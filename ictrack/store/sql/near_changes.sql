-- Which changes were recorded after one that is known? Only of which kind they are, and not what they say.
-- grain:  one row per change
-- params: $change_id integer
select
    change_id,
    part,
    parts,
    kind,
    changed_at,
    '' as changed_by,
    '' as payload
from db.outbox
where
    change_id > $change_id
    and part = 1
order by change_id
