-- Which initiatives count in a scope, and where does each stand?
-- grain:  one row per initiative that counts
-- params: the scope
with counted_initiative as (
    select
        counted.*,
        freshness_of(
            counted.last_reported_on,
            $as_at,
            return_cycle.cut_offs,
            counted.is_finished or counted.is_closed,
            counted.record_kind
        ) as freshness
    from counted($as_at, $known_on, $phase, $cities, $areas, $plan_links, $sources, $visibilities) as counted
    cross join return_cycle() as return_cycle
),

joint_pair as (
    select
        from_id as initiative_id,
        to_id as partner_id
    from readable_initiative_link()
    where kind = 'joint_with'

    union

    select
        to_id as initiative_id,
        from_id as partner_id
    from readable_initiative_link()
    where kind = 'joint_with'
),

joint as (
    select
        initiative_id,
        list(partner_id order by partner_id) as partner_ids
    from joint_pair
    group by initiative_id
)

select
    counted_initiative.initiative_id,
    counted_initiative.title,
    counted_initiative.description,
    counted_initiative.city_id,
    city.name as city_name,
    counted_initiative.area_id,
    coalesce(thematic_area.short_name, thematic_area.name) as area_name,
    counted_initiative.area_mapped_by,
    counted_initiative.phase_id,
    phase.name as phase_name,
    counted_initiative.lead_organisation,
    coalesce(counted_initiative.sectors, []) as sectors,
    coalesce(counted_initiative.audiences, []) as audiences,
    coalesce(counted_initiative.principles, []) as principles,
    counted_initiative.children_and_young_people,
    counted_initiative.champion,
    counted_initiative.lacks,
    coalesce(counted_initiative.plan_link, 'programme_document') as plan_link,
    visible_to(counted_initiative.visibility, counted_initiative.record_kind) as visibility,
    counted_initiative.standing,
    counted_initiative.standing_reason,
    counted_initiative.status,
    counted_initiative.confidence,
    counted_initiative.reason,
    counted_initiative.is_closed,
    counted_initiative.is_open_ended,
    counted_initiative.freshness,
    is_silent_at(counted_initiative.freshness) as is_silent,
    coalesce(joint.partner_ids, []) as joint_with,
    counted_initiative.joined_on,
    counted_initiative.target_on_written as first_target_on_written,
    counted_initiative.current_target_on,
    counted_initiative.current_target_on_written,
    counted_initiative.status_reported_on,
    counted_initiative.status_reported_on_written,
    counted_initiative.last_reported_on,
    counted_initiative.last_reported_on_written,
    counted_initiative.last_summary,
    counted_initiative.reports,
    counted_initiative.undated_reports,
    counted_initiative.reports_with_evidence,
    coalesce(waiting.reports, 0) as waiting_reports,
    counted_initiative.source_id,
    counted_initiative.record_kind,
    counted_initiative.bundled
from counted_initiative
inner join db.city on counted_initiative.city_id = city.city_id
left join db.thematic_area on counted_initiative.area_id = thematic_area.area_id
left join db.phase on counted_initiative.phase_id = phase.phase_id
left join waiting_report($known_until) as waiting
    on counted_initiative.initiative_id = waiting.initiative_id
left join joint on counted_initiative.initiative_id = joint.initiative_id
order by city.name, counted_initiative.initiative_id
