-- What is one initiative, where does it stand at a day, and where was it read?
-- grain:  one row; none where there is no such initiative
-- params: $initiative text, $as_at date, $known_on date, $known_until timestamp, its end
with initiative as (
    select
        known.*,
        freshness_of(
            known.last_reported_on,
            $as_at,
            return_cycle.cut_offs,
            known.is_finished or known.is_closed,
            known.record_kind
        ) as freshness
    from initiative_as_at($as_at, $known_on, initiatives := [$initiative]) as known
    cross join return_cycle() as return_cycle
)

select
    initiative.initiative_id,
    initiative.title,
    initiative.description,
    initiative.city_id,
    city.name as city_name,
    initiative.area_id,
    coalesce(thematic_area.short_name, thematic_area.name) as area_name,
    initiative.area_mapped_by,
    coalesce(initiative.secondary_areas, []) as secondary_areas,
    initiative.phase_id,
    phase.name as phase_name,
    initiative.lead_organisation,
    initiative.lead_role,
    initiative.champion,
    coalesce(initiative.partners, []) as partners,
    coalesce(initiative.sectors, []) as sectors,
    coalesce(initiative.audiences, []) as audiences,
    initiative.children_and_young_people,
    initiative.schedule,
    initiative.starts_on_written,
    initiative.target_on,
    initiative.target_on_written,
    initiative.current_target_on,
    initiative.current_target_on_written,
    initiative.added_on_written,
    initiative.removed_on,
    initiative.removed_on_written,
    initiative.removal_reason,
    coalesce(initiative.plan_link, 'programme_document') as plan_link,
    visible_to(initiative.visibility, initiative.record_kind) as visibility,
    initiative.source_title,
    initiative.source_url,
    initiative.source_locator,
    initiative.counts,
    initiative.joined_on,
    initiative.whole_id,
    whole.title as whole_title,
    initiative.is_closed,
    initiative.freshness,
    is_silent_at(initiative.freshness) as is_silent,
    initiative.standing,
    initiative.standing_reason,
    initiative.status_update_id,
    initiative.status_reported_on_written,
    initiative.last_reported_on_written,
    initiative.reports,
    initiative.undated_reports,
    coalesce(waiting.reports, 0) as waiting_reports,
    initiative.record_kind,
    source.title as record_title,
    source.recorded_on as record_recorded_on,
    initiative.file_row,
    load.file_name,
    load.loaded_at
from initiative
inner join db.source on initiative.source_id = source.source_id
inner join db.city on initiative.city_id = city.city_id
left join db.thematic_area on initiative.area_id = thematic_area.area_id
left join db.phase on initiative.phase_id = phase.phase_id
left join readable_initiative() as whole on initiative.whole_id = whole.initiative_id
left join waiting_report($known_until) as waiting
    on initiative.initiative_id = waiting.initiative_id
left join readable_load() as load on initiative.load_id = load.load_id
order by initiative.initiative_id
