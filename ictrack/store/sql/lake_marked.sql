-- Was what bears a mark stored? Old states are removed from the first on: where the one that was next when
-- its transaction began is gone, its own may be gone as well, and null is the answer.
-- grain:  one row
-- params: $mark text; $state integer, the state that its transaction saw
select
    case
        when count(*) filter (where commit_extra_info = $mark) > 0 then true
        when min(snapshot_id) <= $state + 1 then false
    end as was_stored
from ducklake_snapshots('db')
