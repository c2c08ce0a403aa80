-- Since when has each initiative of a scope had the status and the confidence that it has?
-- grain:  one row per initiative that counts and has a status
-- params: the scope
with counted_initiative as (
    select *
    from counted($as_at, $known_on, $phase, $cities, $areas, $plan_links, $sources, $visibilities)
),

report as (
    select
        in_force.initiative_id,
        in_force.reported_on,
        in_force.reported_on_written,
        told_order(in_force.reported_on, in_force.day_place) as place,
        in_force.status <> counted_initiative.status
        or coalesce(in_force.confidence, '') <> coalesce(counted_initiative.confidence, '')
            as is_other
    from report_in_force($as_at, $known_on, cities := $cities) as in_force
    inner join counted_initiative on in_force.initiative_id = counted_initiative.initiative_id
    where in_force.status is not null
),

other as (
    select
        initiative_id,
        max(place) as last_place
    from report
    where is_other
    group by initiative_id
)

select
    report.initiative_id,
    min(report.reported_on) as since,
    arg_min(report.reported_on_written, report.place) as since_written
from report
left join other on report.initiative_id = other.initiative_id
where coalesce(report.place > other.last_place, true)
group by report.initiative_id
order by report.initiative_id
