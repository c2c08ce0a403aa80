-- How many initiatives had each standing at each of a list of days, and how many were silent?
-- The days are gone through once: what the reports between two of them say lasts from the later one
-- to the next of which anything was said.
-- grain:  one row per day and standing that occurs
-- params: the scope; $moments list of dates
with moment as (
    select
        as_at,
        row_number() over (order by as_at) as place
    from (select distinct unnest(cast($moments as date[])) as as_at) as named
),

one as (
    select
        initiative_id,
        joined_on,
        removed_on,
        target_on,
        schedule,
        frame_ends_on,
        record_kind
    from
        scoped(
            list_max(cast($moments as date[])),
            $known_on,
            $phase,
            $cities,
            $areas,
            $plan_links,
            $sources,
            $visibilities
        )
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
        report.initiative_id,
        day_of_report.place,
        max(report.reported_on) as last_reported_on,
        arg_max(
            {'status': report.status, 'confidence': report.confidence},
            told_order(report.reported_on, report.day_place)
        ) filter (report.status is not null) as state,
        arg_max(report.revised_target_on, told_order(report.reported_on, report.day_place))
        filter (report.revised_target_on is not null) as revised_target_on
    from report_known($known_on, cities := $cities) as report
    inner join day_of_report on report.reported_on = day_of_report.reported_on
    group by report.initiative_id, day_of_report.place

    union all by name

    -- Before its first report.
    select
        initiative_id,
        0 as place
    from one
),

lasting as (
    select
        initiative_id,
        place,
        lead(place) over so_far as place_after,
        last_value(last_reported_on ignore nulls) over so_far as last_reported_on,
        last_value(state ignore nulls) over so_far as state,
        last_value(revised_target_on ignore nulls) over so_far as revised_target_on
    from told
    window so_far as (partition by initiative_id order by place)
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
        one.record_kind,
        coalesce(at_place.state.status in ('completed', 'stopped'), false)
        or coalesce(one.frame_ends_on < moment.as_at, false) as is_exempt,
        standing_of(
            at_place.state.status,
            at_place.state.confidence,
            is_overdue_on(
                moment.as_at,
                coalesce(at_place.revised_target_on, one.target_on),
                one.frame_ends_on,
                at_place.state.status,
                one.schedule
            )
        ) as standing
    from at_place
    inner join moment on at_place.at_place = moment.place
    inner join one on at_place.initiative_id = one.initiative_id
    where
        coalesce(one.joined_on <= moment.as_at, true)
        and coalesce(one.removed_on > moment.as_at, true)
),

-- Freshness is judged once for those that are alike.
alike as (
    select
        as_at,
        standing,
        last_reported_on,
        is_exempt,
        record_kind,
        count(*) as initiatives
    from stood
    group by all
),

judged as (
    select
        alike.*,
        freshness_of(
            alike.last_reported_on, alike.as_at, return_cycle.cut_offs, alike.is_exempt, alike.record_kind
        ) as freshness
    from alike
    cross join return_cycle() as return_cycle
)

select
    as_at,
    standing,
    cast(sum(initiatives) as bigint) as initiatives,
    cast(coalesce(sum(initiatives) filter (freshness <> 'exempt'), 0) as bigint) as open_reported,
    cast(coalesce(sum(initiatives) filter (is_silent_at(freshness)), 0) as bigint) as silent
from judged
group by as_at, standing
order by as_at, standing
