-- What did the outbox record as one part of one change?
-- grain:  one row, or none
-- params: $change_id integer, $part integer
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
    change_id = $change_id
    and part = $part
