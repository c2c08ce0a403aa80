-- Which initiatives belong together, and how?
-- grain:  one row per link
-- params: $initiative text, or null for the links of all
select
    initiative_link.from_id,
    initiative_link.to_id,
    initiative_link.kind,
    initiative_link.note,
    source.title as from_title,
    target.title as to_title,
    source.phase_id as from_phase_id,
    target.phase_id as to_phase_id,
    source_city.name as from_city_name,
    target_city.name as to_city_name
from readable_initiative_link() as initiative_link
inner join readable_initiative() as source on initiative_link.from_id = source.initiative_id
inner join readable_initiative() as target on initiative_link.to_id = target.initiative_id
inner join db.city as source_city on source.city_id = source_city.city_id
inner join db.city as target_city on target.city_id = target_city.city_id
where
    $initiative is null
    or initiative_link.from_id = $initiative
    or initiative_link.to_id = $initiative
order by initiative_link.kind, initiative_link.from_id, initiative_link.to_id
