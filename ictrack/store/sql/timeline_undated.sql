-- Which initiatives have no date to show them at?
-- grain:  one row per initiative that counts and has no date at all, or no dated evidence
-- params: the scope; $evidence_only boolean, whether a start and a target do not help
select
    counted_initiative.initiative_id,
    counted_initiative.title,
    counted_initiative.city_id,
    city.name as city_name,
    counted_initiative.standing,
    counted_initiative.standing_reason,
    coalesce(counted_initiative.plan_link, 'programme_document') as plan_link,
    counted_initiative.is_closed,
    is_silent_at(
        freshness_of(
            counted_initiative.last_reported_on,
            $as_at,
            return_cycle.cut_offs,
            counted_initiative.is_finished or counted_initiative.is_closed,
            counted_initiative.record_kind
        )
    ) as is_silent,
    counted_initiative.record_kind,
    counted_initiative.undated_reports
from
    counted(
        $as_at, $known_on, $phase, $cities, $areas, $plan_links, $sources, $visibilities
    ) as counted_initiative
cross join return_cycle() as return_cycle
inner join db.city on counted_initiative.city_id = city.city_id
where
    counted_initiative.last_reported_on is null
    and (
        $evidence_only
        or coalesce(
            counted_initiative.starts_on,
            counted_initiative.target_on,
            counted_initiative.current_target_on
        ) is null
    )
order by strip_accents(lower(city.name)), counted_initiative.city_id, counted_initiative.initiative_id
