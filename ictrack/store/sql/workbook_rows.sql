-- Of which initiatives does a city's return for a convening speak, and what was last said of each?
-- Those that are open in the convening's phase, and those finished since the cut-off before.
-- grain:  one row per initiative, by identifier
-- params: $city text, $phase text or null for any, $as_at date, $known_on date,
--         $finished_after date or null: without one, all that are finished
with last_report as (
    select
        initiative_id,
        update_id,
        reported_on_written,
        summary
    from report_known($known_on)
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
from initiative_as_at($as_at, $known_on) as initiative
left join db.thematic_area on initiative.area_id = thematic_area.area_id
left join last_report on initiative.initiative_id = last_report.initiative_id
where
    initiative.city_id = $city
    and initiative.counts
    and ($phase is null or initiative.phase_id is null or initiative.phase_id = $phase)
    and (
        not initiative.is_finished
        or $finished_after is null
        or initiative.status_reported_on > $finished_after
    )
order by initiative.initiative_id
