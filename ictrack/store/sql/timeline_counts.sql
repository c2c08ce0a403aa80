-- Of how many initiatives of a scope is a date known, and for how many did the target move?
-- grain:  one row
-- params: the scope
select
    count(*) as initiatives,
    count(*) filter (
        coalesce(starts_on, target_on, current_target_on, last_reported_on) is not null
    ) as dated,
    count(last_reported_on) as heard_of,
    count(current_target_on) as with_target,
    count(*) filter (current_target_on > target_on) as moved_later,
    count(*) filter (current_target_on < target_on) as moved_earlier
from counted($as_at, $known_on, $phase, $cities, $areas, $plan_links, $sources, $visibilities)
