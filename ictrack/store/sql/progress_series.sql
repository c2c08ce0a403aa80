-- How many initiatives had each standing at each of a list of days, and how many were silent?
-- grain:  one row per day and standing that occurs
-- params: the scope; $moments list of dates
with moment as (
    select unnest(cast($moments as date[])) as as_at
),

counted_initiative as (
    select
        moment.as_at,
        counted_then.standing,
        freshness_of(
            counted_then.last_reported_on,
            moment.as_at,
            return_cycle.cut_offs,
            counted_then.is_finished or counted_then.is_closed,
            counted_then.record_kind
        ) as freshness
    from moment
    cross join return_cycle() as return_cycle
    cross join
        lateral (
            select *
            from
                counted(
                    moment.as_at, $known_on, $phase, $cities, $areas, $plan_links, $sources, $visibilities
                )
        ) as counted_then
)

select
    as_at,
    standing,
    count(*) as initiatives,
    count(*) filter (freshness <> 'exempt') as open_reported,
    count(*) filter (is_silent_at(freshness)) as silent
from counted_initiative
group by as_at, standing
order by as_at, standing
