-- How many initiatives of a scope are left out of its counts, and why?
-- One without a phase is left out where one phase is asked for.
-- grain:  one row per reason that occurs
-- params: the scope
with uncounted as (
    select
        case
            when coalesce(removed_on <= $as_at, false) then 'left'
            when joined_on > $as_at then 'not_joined'
            when is_part then 'part'
            when $phase is not null and phase_id is null then 'no_phase'
        end as reason
    from initiative_as_at($as_at, $known_on, cities := $cities)
    where
        ($phase is null or coalesce(phase_id, $phase) = $phase)
        and ($areas is null or list_contains($areas, coalesce(area_id, '')))
        and (
            $plan_links is null
            or list_contains($plan_links, coalesce(plan_link, 'programme_document'))
        )
        and ($sources is null or list_contains($sources, source_id))
)

select
    reason,
    count(*) as initiatives
from uncounted
where reason is not null
group by reason
order by reason
