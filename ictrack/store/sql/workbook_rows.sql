-- Of which initiatives does a city's return for a convening speak, and what was last said of each?
-- Those that the city is asked about on a day of the convening's cycle, each as it stands on the day
-- from which it is shown.
-- grain:  one row per initiative, by identifier
-- params: $city text, $phase text, $as_at date, $shown_at date, $known_on date,
--         $cut_off_before date or null for the first convening
with asked as (
    select initiative_id
    from asked_about(
        $as_at, $known_on, $phase, [cast($city as varchar)], null, null, null, null, $cut_off_before
    )
),

last_report as (
    select
        initiative_id,
        update_id,
        reported_on_written,
        summary
    from report_known($known_on, cities := [cast($city as varchar)])
    qualify
        row_number() over (
            partition by initiative_id order by reported_on desc nulls last, update_id desc
        ) = 1
)

select
    initiative.initiative_id,
    initiative.title,
    coalesce(thematic_area.short_name, thematic_area.name) as area_name,
    initiative.lead_organisation,
    initiative.starts_on_written,
    initiative.status,
    last_report.reported_on_written,
    initiative.confidence,
    initiative.current_target_on_written,
    last_report.summary,
    last_report.update_id
from initiative_as_at($shown_at, $known_on, cities := [cast($city as varchar)]) as initiative
inner join asked on initiative.initiative_id = asked.initiative_id
left join db.thematic_area on initiative.area_id = thematic_area.area_id
left join last_report on initiative.initiative_id = last_report.initiative_id
order by initiative.initiative_id
