-- Who else has got somewhere in some thematic areas?
-- grain:  one row per area and initiative of another city that is completed or under way, those
--         heard of last first; at most $most of each area
-- params: the scope, but for its cities and areas; $city text, $thin_areas list of texts,
--         $most integer
with elsewhere as (
    select *
    from counted($as_at, $known_on, $phase, null, $thin_areas, $plan_links, $sources, $visibilities)
    where
        city_id <> $city
        and standing in ('completed', 'in_progress')
)

select
    elsewhere.initiative_id,
    elsewhere.title,
    elsewhere.city_id,
    city.name as city_name,
    elsewhere.area_id,
    elsewhere.standing,
    elsewhere.is_closed,
    coalesce(elsewhere.plan_link, 'programme_document') as plan_link,
    elsewhere.record_kind,
    elsewhere.last_reported_on,
    elsewhere.last_reported_on_written
from elsewhere
inner join db.city on elsewhere.city_id = city.city_id
qualify
    row_number() over (
        partition by elsewhere.area_id
        order by elsewhere.last_reported_on desc nulls last, elsewhere.initiative_id asc
    ) <= $most
order by
    elsewhere.area_id asc,
    elsewhere.last_reported_on desc nulls last,
    elsewhere.initiative_id asc
