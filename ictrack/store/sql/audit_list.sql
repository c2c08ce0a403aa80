-- Who did what, and when? What was in a change is told only of those that are short.
-- grain:  one row per change, the last first
-- params: $since timestamp or null; $before timestamp or null; $kind text or null; $by text or null;
--         $of_person text or null, who did it or is named in it; $skipped integer; $most integer
select
    change_id,
    kind,
    changed_at,
    changed_by,
    case when parts = 1 and strlen(payload) <= 2000 then payload end as told,
    audit_head
from audit_narrowed($since, $before, $kind, $by, $of_person)
order by change_id desc
limit
    $most
    offset $skipped
