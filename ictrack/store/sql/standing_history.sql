-- Where did the initiatives of a scope stand at each of a list of days?
-- grain:  one row per initiative and day on which it counts
-- params: the scope; $moments list of dates; $initiatives list of text, or null for all of the scope
with moment as (
    select distinct unnest(cast($moments as date[])) as as_at
)

select
    stood.initiative_id,
    stood.title,
    stood.city_id,
    city.name as city_name,
    moment.as_at,
    stood.standing,
    stood.standing_reason,
    stood.is_closed,
    is_silent_at(
        freshness_of(
            stood.last_reported_on,
            moment.as_at,
            return_cycle.cut_offs,
            stood.is_finished or stood.is_closed,
            stood.record_kind
        )
    ) as is_silent,
    coalesce(stood.plan_link, 'programme_document') as plan_link,
    stood.record_kind
from moment
cross join return_cycle() as return_cycle
cross join
    lateral (
        select *
        from counted(moment.as_at, $known_on, $phase, $cities, $areas, $plan_links, $sources, $visibilities)
        where $initiatives is null or list_contains(cast($initiatives as varchar[]), initiative_id)
    ) as stood
inner join db.city on stood.city_id = city.city_id
order by city.name, stood.initiative_id, moment.as_at
