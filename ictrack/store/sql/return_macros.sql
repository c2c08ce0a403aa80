-- What questions on returns share: what cities are asked about, return cycles, freshness, what waits
-- for review.
-- Created in memory when a database is opened, never stored.
-- The linter would indent the whole body of a macro, so it does not judge indentation here.
-- noqa: disable=LT02

-- What cities are asked about for a convening: the initiatives of their own returns that count on
-- a day in its phase, unless they were finished, or closed with their phase, both on the cut-off
-- before and on the day, and had joined by then. Of a public record nobody is asked. Null for the
-- cut-off before: the convening is the first.
create or replace macro asked_about(
    as_at, known_on, phase, cities, areas, plan_links, sources, visibilities, cut_off_before
) as table
with before as (
    select
        initiative_id,
        is_finished or is_closed as is_exempt
    from initiative_as_at(coalesce(cut_off_before, date '0001-01-01'), known_on, cities := cities)
)

select counted.*
from counted(as_at, known_on, phase, cities, areas, plan_links, sources, visibilities) as counted
left join before on counted.initiative_id = before.initiative_id
where
    counted.record_kind = 'returns'
    and (
        cut_off_before is null
        or not (counted.is_finished or counted.is_closed)
        or not coalesce(before.is_exempt, false)
        or counted.joined_on > cut_off_before
    );

-- The days on which return cycles end: the cut-offs of the convenings of a phase. A cycle
-- runs from just after one of them to the next; the one after the last is open.
create or replace macro return_cycle() as table
select coalesce(list(distinct coalesce(cut_off_on, ends_on, starts_on)), []) as cut_offs
from db.event
where
    kind = 'convening'
    and phase_id is not null;

-- How many whole return cycles have passed without a report. On a cut-off the cycle that
-- ends that day is whole, because its convening is being prepared; on other days the cycle
-- that holds the day goes on, and the one before it is the last that could be missed.
create or replace macro cycles_missed(last_reported_on, as_at, cut_offs) as
len(list_filter(cut_offs, lambda cut_off: cut_off >= last_reported_on and cut_off < as_at))
- case when list_contains(cut_offs, as_at) then 0 else 1 end;

-- How lately an open initiative of the cities' own returns was reported on; nothing for a
-- public record, of which nobody was asked. Where no convening is known days are counted.
create or replace macro freshness_of(last_reported_on, as_at, cut_offs, is_exempt, record_kind) as
case
    when record_kind = 'public_record' then null
    when is_exempt then 'exempt'
    when last_reported_on is null then 'never_reported'
    when len(cut_offs) = 0 and as_at - last_reported_on <= 120 then 'current'
    when len(cut_offs) = 0 and as_at - last_reported_on <= 180 then 'missed_one'
    when len(cut_offs) = 0 then 'missed_two_or_more'
    when
        cycles_missed(last_reported_on, as_at, cut_offs) <= 0
        and last_reported_on >= as_at - interval 12 month then 'current'
    when cycles_missed(last_reported_on, as_at, cut_offs) <= 1 then 'missed_one'
    else 'missed_two_or_more'
end;

-- The reports that wait for review, of those that were sent before a moment: the end of a day
-- where the reader is. They count in no picture; they are told beside it.
-- Grain: one row per initiative of which any waits.
create or replace macro waiting_report(known_until) as table
select
    initiative_id,
    count(*) as reports,
    max(made_at) as last_made_at
from readable_submission()
where
    state = 'submitted'
    and made_at < known_until
group by initiative_id;

-- Whether an initiative is silent: open and not current.
create or replace macro is_silent_at(freshness) as
coalesce(freshness not in ('current', 'exempt'), false);
