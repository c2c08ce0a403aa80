-- Which facts contradict each other, or lack what would make them usable?
-- A contradiction is listed only where it is certain: a partial day is taken at whichever
-- end of its period speaks against it. Parts of another initiative are checked too.
-- A file is named as it was sent: one sheet by its own name, a sheet of a workbook after it.
-- grain:  one row per rule, initiative and update; a rule of the initiative names no update
-- params: the scope
with checked_initiative as (
    select
        *,
        least(
            period_start(starts_on, starts_on_written), period_start(added_on, added_on_written)
        ) as own_start
    from initiative_as_at($as_at, $known_on, cities := $cities)
    where
        coalesce(joined_on <= $as_at, true)
        and coalesce(removed_on > $as_at, true)
        and ($phase is null or phase_id = $phase)
        and ($areas is null or list_contains($areas, coalesce(area_id, '')))
        and (
            $plan_links is null
            or list_contains($plan_links, coalesce(plan_link, 'programme_document'))
        )
        and ($sources is null or list_contains($sources, source_id))
),

-- Of many updates few contradict anything: each rule reads those that it is about, and nothing that
-- holds all of them is kept meanwhile.
known_report as not materialized (
    select
        report.*,
        told_order(report.reported_on, report.day_place) as place,
        source.recorded_on = 'given' as recording_is_given,
        period_start(report.reported_on, report.reported_on_written) as period_starts_on
    from report_known($known_on, cities := $cities) as report
    inner join checked_initiative on report.initiative_id = checked_initiative.initiative_id
    inner join db.source on report.source_id = source.source_id
),

report as not materialized (
    select *
    from known_report
    where reported_on <= $as_at
),

-- Where recording is assumed, an update counts as known from the day it speaks of, so one
-- of a day yet to come would never be known. It is here all the same where it speaks of a
-- day after the one on which it was loaded. One that is later than the known-on day but not
-- than its load is only not known yet: nothing is wrong with it.
report_ahead as (
    select
        initiative_id,
        update_id,
        reported_on_written
    from known_report
    where period_starts_on > $known_on

    union

    select
        report.initiative_id,
        report.update_id,
        report.reported_on_written
    from report_known(date '9999-12-31', cities := $cities) as report
    inner join checked_initiative on report.initiative_id = checked_initiative.initiative_id
    inner join db.source on report.source_id = source.source_id
    left join readable_load() as load on report.load_id = load.load_id
    where
        source.recorded_on = 'assumed'
        and period_start(report.reported_on, report.reported_on_written)
        > greatest($known_on, cast(load.loaded_at as date))
),

plan as (
    select
        city_id,
        phase_id,
        arg_min(published_on_written, (published_on, plan_id)) as published_on_written,
        min(period_start(published_on, published_on_written)) as period_starts_on
    from db.action_plan
    where published_on is not null
    group by city_id, phase_id
),

-- Each status beside the one that it follows, of initiatives that were completed once.
status_report as (
    select
        initiative_id,
        update_id,
        status,
        reported_on_written,
        period_starts_on,
        lag(status) over followed as former_status,
        lag(reported_on) over followed as former_reported_on,
        lag(reported_on_written) over followed as former_reported_on_written
    from report
    where
        status is not null
        and initiative_id in (
            select done.initiative_id
            from report as done
            where done.status = 'completed'
        )
    window followed as (partition by initiative_id order by place)
),

-- Each new target date beside the one that it follows.
target_report as (
    select
        report.initiative_id,
        report.update_id,
        report.reported_on_written,
        report.period_starts_on,
        report.revised_target_on,
        coalesce(
            lag(report.revised_target_on) over followed, checked_initiative.target_on
        ) as former_target_on,
        coalesce(
            lag(report.revised_target_on_written) over followed, checked_initiative.target_on_written
        ) as former_target_on_written
    from report
    inner join checked_initiative on report.initiative_id = checked_initiative.initiative_id
    where report.revised_target_on is not null
    window followed as (partition by report.initiative_id order by report.place)
),

completed_with_evidence as (
    select distinct initiative_id
    from report
    where status = 'completed' and (evidence_url is not null or source_url is not null)
),

contradiction as (
    select
        'completed_without_evidence' as rule,
        initiative_id,
        status_update_id as update_id,
        status_reported_on_written as said,
        null as against
    from checked_initiative
    where
        status = 'completed'
        and initiative_id not in (select completed.initiative_id from completed_with_evidence as completed)

    union all

    select
        'open_past_target' as rule,
        initiative_id,
        null as update_id,
        current_target_on_written as said,
        status as against
    from checked_initiative
    where is_overdue and status is not null

    union all

    -- Nobody knows whether one without a status in force is open, so it is never behind.
    select
        'unknown_past_target' as rule,
        initiative_id,
        null as update_id,
        current_target_on_written as said,
        null as against
    from checked_initiative
    where is_overdue and status is null

    union all

    select
        'reopened_after_completed' as rule,
        initiative_id,
        update_id,
        reported_on_written as said,
        former_reported_on_written as against
    from status_report
    where
        former_status = 'completed'
        and status in ('not_started', 'in_progress', 'paused')
        and former_reported_on < period_starts_on

    union all

    -- An initiative that says itself when it began may be older than its plan.
    select
        'dated_before_plan' as rule,
        report.initiative_id,
        report.update_id,
        report.reported_on_written as said,
        plan.published_on_written as against
    from report
    inner join checked_initiative on report.initiative_id = checked_initiative.initiative_id
    inner join plan
        on
            checked_initiative.city_id = plan.city_id
            and checked_initiative.phase_id = plan.phase_id
    where
        report.status is not null
        and report.reported_on < plan.period_starts_on
        and coalesce(report.reported_on < checked_initiative.own_start, true)

    union all

    select
        'dated_in_future' as rule,
        initiative_id,
        update_id,
        reported_on_written as said,
        null as against
    from report_ahead

    union all

    -- A correction is left out: it mends an old day and is recorded late by nature. So is
    -- what was taken in at once: when it became known to others cannot be told.
    select
        'recorded_late' as rule,
        initiative_id,
        update_id,
        reported_on_written as said,
        cast(recorded_on as varchar) as against
    from report
    where
        recording_is_given
        and kind <> 'correction'
        and recorded_on - reported_on > 180
        and (source_id, recorded_on) not in (
            select (at_once.source_id, at_once.recorded_on)
            from taken_in_at_once($known_on) as at_once
        )

    union all

    select
        'target_moved_after_passing' as rule,
        initiative_id,
        update_id,
        reported_on_written as said,
        former_target_on_written as against
    from target_report
    where
        former_target_on < period_starts_on
        and revised_target_on <> former_target_on

    union all

    select
        'two_statuses_on_one_day' as rule,
        initiative_id,
        max(update_id) as update_id,
        arg_max(reported_on_written, update_id) as said,
        array_to_string(list_sort(list_distinct(list(status))), ';') as against
    from report
    where status is not null and day_place is not null
    group by initiative_id, reported_on
    having min(status) <> max(status)

    union all

    select
        'no_phase' as rule,
        initiative_id,
        null as update_id,
        null as said,
        null as against
    from checked_initiative
    where phase_id is null

    union all

    select
        'no_thematic_area' as rule,
        initiative_id,
        null as update_id,
        null as said,
        null as against
    from checked_initiative
    where area_id is null

    union all

    select
        'no_update' as rule,
        initiative_id,
        null as update_id,
        null as said,
        null as against
    from checked_initiative
    where
        initiative_id not in (select known_report.initiative_id from known_report)
        and initiative_id not in (select report_ahead.initiative_id from report_ahead)

    union all

    select
        'undated_update' as rule,
        initiative_id,
        update_id,
        null as said,
        null as against
    from known_report
    where reported_on is null
),

place as (
    select
        contradiction.rule,
        contradiction.initiative_id,
        contradiction.update_id,
        contradiction.said,
        contradiction.against,
        coalesce(load.file_name, '') as sent_as,
        case when status_update.update_id is null then 'initiatives' else 'status_updates' end as kind,
        coalesce(status_update.file_row, checked_initiative.file_row) as file_row
    from contradiction
    inner join checked_initiative on contradiction.initiative_id = checked_initiative.initiative_id
    left join readable_status_update() as status_update on contradiction.update_id = status_update.update_id
    left join
        readable_load() as load
        on coalesce(status_update.load_id, checked_initiative.load_id) = load.load_id
)

select
    place.rule,
    place.initiative_id,
    checked_initiative.title,
    checked_initiative.city_id,
    city.name as city_name,
    place.update_id,
    place.said,
    place.against,
    case
        when regexp_matches(place.sent_as, '(\.csv|\.tsv|\.txt|\.xls[xm]: .+)$', 'i') then place.sent_as
        when regexp_matches(place.sent_as, '\.xls[xm]$', 'i') then place.sent_as || ': ' || place.kind
        else place.kind || '.csv'
    end as file,
    place.file_row
from place
inner join checked_initiative on place.initiative_id = checked_initiative.initiative_id
inner join db.city on checked_initiative.city_id = city.city_id
order by city.name, city.city_id, place.initiative_id, place.rule, place.update_id
