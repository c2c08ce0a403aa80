-- How many initiatives have each standing, by any of city, thematic area and phase?
-- grain:  one row per combination that counts an initiative; one row when nothing is asked for
-- params: the scope; $by_city, $by_area, $by_phase boolean
with counted_initiative as (
    select
        city_id,
        area_id,
        phase_id,
        standing
    from counted($as_at, $known_on, $phase, $cities, $areas, $plan_links, $sources, $visibilities)
),

-- Where nothing divides there is one row, even when no initiative counts.
counted_or_nothing as (
    from counted_initiative

    union all

    select
        null as city_id,
        null as area_id,
        null as phase_id,
        null as standing
    where not ($by_city or $by_area or $by_phase)
)

select
    case when $by_city then city_id end as city_id,
    case when $by_area then area_id end as area_id,
    case when $by_phase then phase_id end as phase_id,
    count(standing) as initiatives,
    count(*) filter (standing = 'completed') as completed,
    count(*) filter (standing = 'stopped') as stopped,
    count(*) filter (standing = 'not_reported') as not_reported,
    count(*) filter (standing = 'paused') as paused,
    count(*) filter (standing = 'behind') as behind,
    count(*) filter (standing = 'at_risk') as at_risk,
    count(*) filter (standing = 'in_progress') as in_progress,
    count(*) filter (standing = 'not_started') as not_started
from counted_or_nothing
group by
    case when $by_city then city_id end,
    case when $by_area then area_id end,
    case when $by_phase then phase_id end
order by city_id nulls last, area_id nulls last, phase_id nulls last
