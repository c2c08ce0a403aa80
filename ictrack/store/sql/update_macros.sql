-- What every question on updates shares: which were known on a day, which of them are reports that
-- count, and what these say at a day; of all initiatives, of some cities' or of some that are named.
-- Created in memory when a database is opened, never stored.
-- The linter would indent the whole body of a macro, so it does not judge indentation here.
-- noqa: disable=LT02

-- The updates that were known on a day. A blank recorded day is known from the beginning.
-- What came with a load that was taken back was known until that day.
create or replace macro known_update_of_any(known_on) as table
select *
from readable_status_update()
where recorded_on is null or recorded_on <= known_on

union all by name

select * exclude (undone_on)
from readable_undone_status_update()
where
    undone_on > known_on
    and (recorded_on is null or recorded_on <= known_on);

-- The initiatives of some cities, known now or until their load was taken back.
create or replace macro initiative_of(cities) as table
select initiative_id
from readable_initiative()
where list_contains(cities, city_id)

union all

select initiative_id
from readable_undone_initiative()
where list_contains(cities, city_id);

-- The same updates, of some cities' initiatives or of some initiatives alone; null means all.
-- Whoever asks of a few reads a few: two of the three parts are left out before anything is read,
-- and of the third only where these initiatives can stand.
create or replace macro known_update(known_on, cities := null, initiatives := null) as table
select *
from known_update_of_any(known_on)
where cities is null and initiatives is null

union all

select *
from known_update_of_any(known_on)
where
    cities is not null
    and initiatives is null
    and initiative_id in (select wanted.initiative_id from initiative_of(cities) as wanted)

union all

select *
from known_update_of_any(known_on)
where
    initiatives is not null
    and initiative_id >= list_min(cast(initiatives as varchar[]))
    and initiative_id <= list_max(cast(initiatives as varchar[]))
    and list_contains(cast(initiatives as varchar[]), initiative_id);

-- The sources whose history was taken in at once: all their updates were recorded on one
-- day, or those of their first recording day speak of days more than 180 days apart. How
-- late these updates were cannot be told. Grain: one row per such source, with that day.
create or replace macro taken_in_at_once(known_on) as table
with recorded_day as (
    select
        source_id,
        recorded_on,
        count(*) as updates,
        min(reported_on) as first_reported_on,
        max(reported_on) as last_reported_on
    from known_update(known_on)
    where recorded_on is not null
    group by source_id, recorded_on
),

beside_others as (
    select
        *,
        min(recorded_on) over (partition by source_id) as first_recorded_on,
        cast(sum(updates) over (partition by source_id) as bigint) as of_all
    from recorded_day
)

select
    source_id,
    recorded_on,
    of_all,
    updates
from beside_others
where
    recorded_on = first_recorded_on
    and updates > 1
    and (updates = of_all or last_reported_on - first_reported_on > 180);

-- Whether an update is not taken back, as known on a day: before it first is, or from when it is
-- restored on, unless it is taken back again, and so on. These are alternatives, the commonest first:
-- of a row for which one holds DuckDB does not ask the next. In the last the day is set among the
-- others, because a lambda may not ask for a day that is another for each row.
create or replace macro stands_on(known_on, taken_back_on, restored_on, turns) as
taken_back_on is null
or taken_back_on > known_on
or (
    coalesce(restored_on <= known_on, false)
    and (
        turns is null
        or turns[:10] > cast(known_on as varchar)
        or (length(turns) = 21 and turns[12:] <= cast(known_on as varchar))
        or (
            length(turns) > 21
            and list_position(
                list_sort(list_append(string_split(turns, ' '), cast(known_on as varchar) || '+')),
                cast(known_on as varchar) || '+'
            ) % 2 = 1
        )
    )
);

-- The reports that count: known, not taken back, and no withdrawals. Undated ones included.
create or replace macro report_known(known_on, cities := null, initiatives := null) as table
select *
from known_update(known_on, cities := cities, initiatives := initiatives)
where kind <> 'withdrawal' and stands_on(known_on, taken_back_on, restored_on, later_turns);

-- The reports in force at a day: those of `report_known` that speak of that day or before.
create or replace macro report_in_force(as_at, known_on, cities := null, initiatives := null) as table
select *
from report_known(known_on, cities := cities, initiatives := initiatives)
where reported_on <= as_at;

-- The place of an update among those of its initiative: by its day and, of one day, by its identifier,
-- as a number, by which DuckDB compares ten times as fast as by a text. Undated ones have none.
create or replace macro told_order(reported_on, day_place) as
(reported_on - date '0001-01-01') * 1048576 + coalesce(day_place, 0);

-- One row per initiative: what its reports in force say at a day, and how many have no day.
-- Of several that are of one day the one with the greatest identifier tells. It is done in one pass,
-- in which each column is by itself: nobody pays for what they do not ask for.
-- There is no common table here, nor anything `distinct` or recursive in what is asked for it:
-- beside them DuckDB reads every column, also where nobody asks for it.
create or replace macro reported_as_at(as_at, known_on, cities := null, initiatives := null) as table
select
    initiative_id,
    count(reported_on) as reports,
    count(*) - count(reported_on) as undated_reports,
    min(reported_on) as first_reported_on,
    max(reported_on) as last_reported_on,
    max(reported_on) filter (status is not null) as status_reported_on,
    count(reported_on) filter (evidence_url is not null or source_url is not null)
        as reports_with_evidence,
    arg_max(reported_on_written, told_order(reported_on, day_place)) as last_reported_on_written,
    case
        when max(reported_on) = max(reported_on) filter (summary is not null)
            then arg_max(summary, told_order(reported_on, day_place))
    end as last_summary,
    arg_max(update_id, told_order(reported_on, day_place)) filter (status is not null)
        as status_update_id,
    arg_max(reported_on_written, told_order(reported_on, day_place)) filter (status is not null)
        as status_reported_on_written,
    arg_max(status, told_order(reported_on, day_place)) as status,
    arg_max_null(confidence, told_order(reported_on, day_place))
    filter (status is not null and reported_on is not null) as confidence,
    arg_max_null(reason, told_order(reported_on, day_place))
    filter (status is not null and reported_on is not null) as reason,
    arg_max(revised_target_on, told_order(reported_on, day_place)) as revised_target_on,
    arg_max(revised_target_on_written, told_order(reported_on, day_place))
    filter (revised_target_on is not null) as revised_target_on_written
from report_known(known_on, cities := cities, initiatives := initiatives)
where reported_on <= as_at or reported_on is null
group by initiative_id;
