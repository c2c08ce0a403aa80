-- How much moves in each thematic area of each city that is a member at the day?
-- Counted are the initiatives of the scope whose own area it is, stopped ones and those closed with
-- their phase apart; parts never count. The first state that fits is given.
-- A cell is judged as a public record where all its initiatives are of one, else as returns.
-- A step forward is a higher rank than on the day `since_on`, as known on the same day: the last day
-- before the return cycle before the one that holds the day, which is the second cut-off before the
-- day. Where fewer cut-offs lie before the day, that cycle has no beginning: nothing was before it, so
-- every status is a step forward and `since_on` is null. In a public record, and where no convening
-- is known at all, it is the day $gap_months months earlier.
-- grain:  one row per member city and thematic area
-- params: the scope; $gap_months integer, $gap_few integer
with member as (
    select distinct membership.city_id
    from db.membership
    inner join db.phase on membership.phase_id = phase.phase_id
    inner join named_city() as named on membership.city_id = named.city_id
    where
        ($phase is null or membership.phase_id = $phase)
        and ($cities is null or list_contains($cities, membership.city_id))
        and ($sources is null or list_contains($sources, named.source_id))
        and phase.starts_on <= $as_at
        and coalesce(membership.joined_on, phase.starts_on) <= $as_at
        and coalesce(membership.left_on > $as_at, true)
),

plan as (
    select
        action_plan.city_id,
        count(*) as plans,
        bool_or(action_plan.coverage = 'read') as is_read
    from db.action_plan
    inner join db.phase on action_plan.phase_id = phase.phase_id
    where
        ($phase is null or action_plan.phase_id = $phase)
        and ($sources is null or list_contains($sources, action_plan.source_id))
        and phase.starts_on <= $as_at
    group by action_plan.city_id
),

clock as (
    select
        cut_offs,
        cast($as_at - to_months($gap_months) as date) as months_before,
        case
            when len(cut_offs) = 0 then cast($as_at - to_months($gap_months) as date)
            else list_reverse_sort(list_filter(cut_offs, lambda cut_off: cut_off < $as_at))[2]
        end as cycles_before
    from return_cycle()
),

-- What is of a cell, also what is left out of it.
candidate as (
    select
        *,
        coalesce(status = 'stopped', false) as is_stopped,
        not(is_closed or coalesce(status = 'stopped', false)) as is_shown
    from counted($as_at, $known_on, $phase, $cities, $areas, $plan_links, $sources, $visibilities)
    where area_id is not null
),

shown as (
    select
        candidate.*,
        clock.cut_offs,
        clock.months_before,
        bool_and(candidate.record_kind = 'public_record') over of_cell as is_public,
        case
            when bool_and(candidate.record_kind = 'public_record') over of_cell
                then clock.months_before
            else clock.cycles_before
        end as since_on
    from candidate
    cross join clock
    where candidate.is_shown
    window of_cell as (partition by candidate.city_id, candidate.area_id)
),

earlier as (
    select
        shown.initiative_id,
        arg_max(
            {'status': report.status, 'confidence': report.confidence},
            (report.reported_on, report.update_id)
        ) as state
    from shown
    inner join report_in_force($as_at, $known_on, cities := $cities) as report
        on
            shown.initiative_id = report.initiative_id
            and shown.since_on >= report.reported_on
    where report.status is not null
    group by shown.initiative_id
),

judged as (
    select
        shown.*,
        not shown.is_finished as is_open,
        not shown.is_finished
        and case
            when shown.is_public then coalesce(shown.last_reported_on < shown.months_before, true)
            else
                is_silent_at(
                    freshness_of(
                        shown.last_reported_on, $as_at, shown.cut_offs, shown.is_finished, 'returns'
                    )
                )
        end as is_unheard,
        rank_of(shown.status, shown.confidence)
        > rank_of(earlier.state.status, earlier.state.confidence) as has_moved
    from shown
    left join earlier on shown.initiative_id = earlier.initiative_id
),

cell as (
    select
        city_id,
        area_id,
        bool_and(is_public) as is_public,
        any_value(since_on) as since_on,
        count(*) as initiatives,
        count(*) filter (is_open) as open_initiatives,
        count(*) filter (is_unheard) as unheard,
        count(*) filter (is_open and not is_unheard and not is_public and status is null)
            as without_status,
        count(*) filter (status = 'not_started') as not_started,
        count(*) filter (has_moved) as moved,
        arg_max(last_reported_on_written, (last_reported_on, initiative_id))
        filter (is_open and last_reported_on is not null) as last_reported_on_written,
        count(*) filter (list_contains(lacks, 'owner')) as no_owner,
        count(*) filter (list_contains(lacks, 'target_date')) as no_target,
        count(*) filter (list_contains(lacks, 'champion')) as no_champion,
        list(initiative_id order by initiative_id) as initiative_ids,
        list(initiative_id order by initiative_id) filter (is_open) as open_ids
    from judged
    group by city_id, area_id
),

left_out as (
    select
        city_id,
        area_id,
        count(*) filter (is_stopped) as stopped,
        count(*) filter (is_closed) as closed
    from candidate
    where not is_shown
    group by city_id, area_id
)

select
    member.city_id,
    city.name as city_name,
    area.area_id,
    coalesce(area.short_name, area.name) as area_name,
    case
        when cell.initiatives is null and not coalesce(plan.is_read, false) then 'not_known'
        when cell.initiatives is null then 'none'
        when cell.open_initiatives = 0 then 'all_completed'
        when cell.unheard + cell.without_status = cell.open_initiatives then 'silent'
        when cell.not_started = cell.open_initiatives then 'planned_only'
        when cell.moved = 0 then 'stalled'
        when cell.initiatives <= $gap_few then 'thin'
        else 'moving'
    end as state,
    case when cell.is_public then 'public_record' when not cell.is_public then 'returns' end
        as record_kind,
    coalesce(plan.plans, 0) as plans,
    coalesce(cell.initiatives, 0) as initiatives,
    coalesce(cell.open_initiatives, 0) as open_initiatives,
    coalesce(cell.unheard, 0) as unheard,
    coalesce(cell.without_status, 0) as without_status,
    coalesce(cell.moved, 0) as moved,
    cell.since_on,
    cell.last_reported_on_written,
    coalesce(cell.no_owner, 0) as no_owner,
    coalesce(cell.no_target, 0) as no_target,
    coalesce(cell.no_champion, 0) as no_champion,
    coalesce(cell.initiative_ids, []) as initiative_ids,
    coalesce(cell.open_ids, []) as open_ids,
    coalesce(left_out.stopped, 0) as stopped,
    coalesce(left_out.closed, 0) as closed
from member
inner join db.city on member.city_id = city.city_id
cross join db.thematic_area as area
left join plan on member.city_id = plan.city_id
left join cell on member.city_id = cell.city_id and area.area_id = cell.area_id
left join left_out on member.city_id = left_out.city_id and area.area_id = left_out.area_id
where $areas is null or list_contains($areas, area.area_id)
order by city.name, member.city_id, area.sort_order, area.area_id
