-- Which initiatives had a first target date by a day, and when were they done?
-- grain:  one row per initiative that counts and whose first target is on or before $due_by
-- params: the scope; $due_by date
with completed_report as (
    select
        initiative_id,
        min(reported_on) as done_on,
        arg_min(reported_on_written, told_order(reported_on, day_place)) as done_on_written
    from report_in_force($as_at, $known_on, cities := $cities)
    where status = 'completed'
    group by initiative_id
)

select
    counted_initiative.initiative_id,
    counted_initiative.title,
    counted_initiative.city_id,
    city.name as city_name,
    counted_initiative.standing,
    counted_initiative.is_open_ended,
    counted_initiative.target_on,
    counted_initiative.target_on_written,
    -- One that was reopened and is not completed again is not done.
    case when counted_initiative.standing = 'completed' then completed_report.done_on_written end
        as done_on_written
from
    counted(
        $as_at, $known_on, $phase, $cities, $areas, $plan_links, $sources, $visibilities
    ) as counted_initiative
inner join db.city on counted_initiative.city_id = city.city_id
left join completed_report on counted_initiative.initiative_id = completed_report.initiative_id
where counted_initiative.target_on <= $due_by
order by strip_accents(lower(city.name)), counted_initiative.city_id, counted_initiative.initiative_id
