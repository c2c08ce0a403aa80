-- Which parts do the initiatives of a scope have, and where does each stand?
-- grain:  one row per part of an initiative that counts
-- params: the scope; $parts list of text, those of which the scope's initiatives can be the whole,
--         or null where it may be any
with whole as (
    select *
    from counted($as_at, $known_on, $phase, $cities, $areas, $plan_links, $sources, $visibilities)
)

select
    part.initiative_id,
    part.title,
    part.whole_id,
    whole.title as whole_title,
    part.standing,
    part.standing_reason,
    part.is_closed,
    coalesce(part.plan_link, 'programme_document') as plan_link,
    part.record_kind,
    part.last_reported_on_written
from initiative_as_at($as_at, $known_on, initiatives := $parts) as part
inner join whole on part.whole_id = whole.initiative_id
where
    coalesce(part.joined_on <= $as_at, true)
    and coalesce(part.removed_on > $as_at, true)
order by part.whole_id, part.initiative_id
