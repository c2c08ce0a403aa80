-- Which initiatives have a date, and from when to when do they run?
-- grain:  one row per initiative that counts and of which any date is known
-- params: the scope; $by_area boolean, by city otherwise
select
    counted_initiative.initiative_id,
    counted_initiative.title,
    counted_initiative.city_id,
    city.name as city_name,
    counted_initiative.area_id,
    coalesce(thematic_area.short_name, thematic_area.name) as area_name,
    coalesce(counted_initiative.plan_link, 'programme_document') as plan_link,
    counted_initiative.standing,
    counted_initiative.standing_reason,
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
    counted_initiative.starts_on_written,
    counted_initiative.target_on_written as first_target_on_written,
    counted_initiative.current_target_on_written
from
    counted(
        $as_at, $known_on, $phase, $cities, $areas, $plan_links, $sources, $visibilities
    ) as counted_initiative
cross join return_cycle() as return_cycle
inner join db.city on counted_initiative.city_id = city.city_id
left join db.thematic_area on counted_initiative.area_id = thematic_area.area_id
where
    coalesce(
        counted_initiative.starts_on,
        counted_initiative.target_on,
        counted_initiative.current_target_on,
        counted_initiative.last_reported_on
    ) is not null
order by
    case when $by_area then coalesce(thematic_area.sort_order, 1000000) end,
    case when $by_area then counted_initiative.area_id end,
    strip_accents(lower(city.name)),
    counted_initiative.city_id,
    least(
        counted_initiative.starts_on,
        counted_initiative.target_on,
        counted_initiative.current_target_on,
        counted_initiative.last_reported_on
    ),
    counted_initiative.initiative_id
