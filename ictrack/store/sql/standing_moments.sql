-- Where did one initiative stand at each of a list of days?
-- grain:  one row per day
-- params: $initiative text, $known_on date, $moments list of dates
with moment as (
    select distinct unnest(cast($moments as date[])) as as_at
)

select
    moment.as_at,
    initiative.counts,
    initiative.standing,
    initiative.standing_reason
from moment
cross join
    lateral (
        select *
        from initiative_as_at(moment.as_at, $known_on)
        where initiative_id = $initiative
    ) as initiative
order by moment.as_at
