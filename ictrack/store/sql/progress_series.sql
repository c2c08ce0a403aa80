-- How many initiatives had each standing at each of a list of days, and how many were silent?
-- The days are gone through once: what the reports between two of them say lasts from the later one
-- to the next of which anything was said.
-- grain:  one row per day, phase and standing that occurs; the phase is told where it is asked for
-- params: the scope, of which $as_at is the last of the days; $moments list of dates;
--         $by_phase boolean
with moment as (
    select
        as_at,
        row_number() over (order by as_at) as place
    from (select distinct unnest(cast($moments as date[])) as as_at) as named
),

-- Numbered, because numbers are grouped and joined several times as fast as identifiers.
one as materialized (
    select
        row_number() over () as number,
        initiative_id,
        case when $by_phase then phase_id end as phase_id,
        joined_on,
        removed_on,
        target_on,
        schedule,
        frame_ends_on,
        record_kind
    from scoped($as_at, $known_on, $phase, $cities, $areas, $plan_links, $sources, $visibilities)
    where not is_part
),

reported_day as (
    select reported_on
    from readable_status_update()
    where reported_on is not null

    union

    select reported_on
    from readable_undone_status_update()
    where reported_on is not null
),

-- On which of the days a report counts first.
day_of_report as (
    select
        reported_day.reported_on,
        min(moment.place) as place
    from reported_day
    inner join moment on reported_day.reported_on <= moment.as_at
    group by reported_day.reported_on
),

told as (
    select
        one.number,
        day_of_report.place,
        max(report.reported_on) as last_reported_on,
        arg_max(
            rank_of(report.status, report.confidence), told_order(report.reported_on, report.day_place)
        ) filter (report.status is not null) as status_rank,
        arg_max(report.revised_target_on, told_order(report.reported_on, report.day_place))
        filter (report.revised_target_on is not null) as revised_target_on
    from report_known($known_on, cities := $cities) as report
    inner join day_of_report on report.reported_on = day_of_report.reported_on
    inner join one on report.initiative_id = one.initiative_id
    group by one.number, day_of_report.place

    union all by name

    -- Before its first report.
    select
        number,
        0 as place
    from one
),

lasting as (
    select
        number,
        place,
        lead(place) over so_far as place_after,
        last_value(last_reported_on ignore nulls) over so_far as last_reported_on,
        last_value(status_rank ignore nulls) over so_far as status_rank,
        last_value(revised_target_on ignore nulls) over so_far as revised_target_on
    from told
    window so_far as (partition by number order by place)
),

last_moment as (
    select max(place) as place
    from moment
),

at_place as (
    select
        lasting.*,
        unnest(range(greatest(lasting.place, 1), coalesce(lasting.place_after, last_moment.place + 1)))
            as at_place
    from lasting
    cross join last_moment
),

stood as (
    select
        moment.as_at,
        at_place.last_reported_on,
        at_place.status_rank,
        one.phase_id,
        one.record_kind,
        coalesce(one.frame_ends_on < moment.as_at, false) as is_closed,
        -- Of what is finished nobody asks whether it is overdue.
        is_overdue_on(
            moment.as_at,
            coalesce(at_place.revised_target_on, one.target_on),
            one.frame_ends_on,
            null,
            one.schedule
        ) as is_overdue
    from at_place
    inner join moment on at_place.at_place = moment.place
    inner join one on at_place.number = one.number
    where
        coalesce(one.joined_on <= moment.as_at, true)
        and coalesce(one.removed_on > moment.as_at, true)
),

-- What is told of them is judged once for those that are alike.
alike as (
    select
        as_at,
        status_rank,
        is_overdue,
        last_reported_on,
        is_closed,
        phase_id,
        record_kind,
        count(*) as initiatives
    from stood
    group by all
),

judged as (
    select
        alike.as_at,
        alike.phase_id,
        alike.initiatives,
        standing_of(
            status_of_rank(alike.status_rank), confidence_of_rank(alike.status_rank), alike.is_overdue
        ) as standing,
        freshness_of(
            alike.last_reported_on,
            alike.as_at,
            return_cycle.cut_offs,
            alike.is_closed
            or coalesce(status_of_rank(alike.status_rank) in ('completed', 'stopped'), false),
            alike.record_kind
        ) as freshness
    from alike
    cross join return_cycle() as return_cycle
)

select
    as_at,
    phase_id,
    standing,
    cast(sum(initiatives) as bigint) as initiatives,
    cast(coalesce(sum(initiatives) filter (freshness <> 'exempt'), 0) as bigint) as open_reported,
    cast(coalesce(sum(initiatives) filter (is_silent_at(freshness)), 0) as bigint) as silent
from judged
group by as_at, phase_id, standing
order by as_at, phase_id, standing
