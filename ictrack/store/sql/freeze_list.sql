-- When was a convening's report frozen and unfrozen, by whom, and of which days is it?
-- grain:  one row per freeze, the newest first
-- params: $event text
select
    freeze_id,
    event_id,
    as_at,
    known_on,
    frozen_at,
    coalesce(frozen_by, '') as frozen_by,
    ended_at,
    ended_by
from readable_report_freeze()
where event_id = $event
order by frozen_at desc, freeze_id desc
