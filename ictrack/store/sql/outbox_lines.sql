-- Which parts of changes were recorded, from one to another, in their order?
-- grain:  one row per change and part
-- params: $change_id integer, $last_change_id integer, the first and the last change; $part integer,
--         $last_part integer, the first and the last part of each
select
    change_id,
    part,
    parts,
    kind,
    changed_at,
    changed_by,
    payload,
    audit_head
from db.outbox
where
    change_id between $change_id and $last_change_id
    and part between $part and $last_part
order by change_id, part
