-- Which initiatives of a scope had counted and had left by its day, and where did each stand?
-- grain:  one row per initiative that has left
-- params: the scope
select
    initiative_now.initiative_id,
    initiative_now.title,
    initiative_now.city_id,
    city.name as city_name,
    initiative_now.phase_id,
    initiative_now.standing,
    initiative_now.removal_reason
from initiative_as_at($as_at, $known_on, cities := $cities) as initiative_now
inner join db.city on initiative_now.city_id = city.city_id
where
    initiative_now.removed_on <= $as_at
    and initiative_now.joined_on < initiative_now.removed_on
    and not initiative_now.is_part
    and ($phase is null or initiative_now.phase_id = $phase)
    and ($areas is null or list_contains($areas, coalesce(initiative_now.area_id, '')))
    and (
        $plan_links is null
        or list_contains($plan_links, coalesce(initiative_now.plan_link, 'programme_document'))
    )
    and ($sources is null or list_contains($sources, initiative_now.source_id))
order by city.name, initiative_now.initiative_id
