-- In which year was each city, or thematic area, last heard of: how many of its initiatives in which?
-- grain:  one row per city, or thematic area, and year; the year is null without dated evidence
-- params: the scope; $by_area boolean, by city otherwise
with placed as (
    select
        case when $by_area then counted_initiative.area_id else counted_initiative.city_id end as head_id,
        case
            when $by_area then coalesce(thematic_area.short_name, thematic_area.name)
            else city.name
        end as head_name,
        case when $by_area then coalesce(thematic_area.sort_order, 1000000) else 0 end as place,
        year(counted_initiative.last_reported_on) as last_year
    from
        counted(
            $as_at, $known_on, $phase, $cities, $areas, $plan_links, $sources, $visibilities
        ) as counted_initiative
    inner join db.city on counted_initiative.city_id = city.city_id
    left join db.thematic_area on counted_initiative.area_id = thematic_area.area_id
)

select
    head_id,
    head_name,
    last_year,
    count(*) as initiatives
from placed
group by head_id, head_name, place, last_year
order by place, strip_accents(lower(head_name)), head_id, last_year
