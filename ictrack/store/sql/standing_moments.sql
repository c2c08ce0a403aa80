-- Where did one initiative stand at each of a list of days, and what was known of it then?
-- grain:  one row per day
-- params: $initiative text, $known_on date, $moments list of dates
with moment as (
    select distinct unnest(cast($moments as date[])) as as_at
)

select
    moment.as_at,
    stood.counts,
    stood.standing,
    stood.standing_reason,
    stood.is_closed,
    known_then.counts as counted_then,
    known_then.standing as standing_then,
    known_then.standing_reason as standing_reason_then
from moment
cross join
    lateral (
        select *
        from initiative_as_at(moment.as_at, $known_on, initiatives := [$initiative])
    ) as stood
cross join
    lateral (
        select *
        from initiative_as_at(moment.as_at, least(moment.as_at, $known_on), initiatives := [$initiative])
    ) as known_then
order by moment.as_at
