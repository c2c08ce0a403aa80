-- How many initiatives had each standing at each of a list of days?
-- grain:  one row per day and standing that occurs
-- params: the scope; $moments list of dates
with moment as (
    select unnest(cast($moments as date[])) as as_at
)

select
    moment.as_at,
    counted_initiative.standing,
    count(*) as initiatives
from moment
cross join
    lateral (
        select *
        from counted(moment.as_at, $known_on, $phase, $cities, $areas, $plan_links, $sources)
    ) as counted_initiative
group by moment.as_at, counted_initiative.standing
order by moment.as_at, counted_initiative.standing
