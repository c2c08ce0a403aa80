-- What does a freeze keep for an audience?
-- grain:  at most one row
-- params: $freeze_id text, $audience text
select content
from readable_frozen_report()
where
    freeze_id = $freeze_id
    and audience = $audience
order by content
