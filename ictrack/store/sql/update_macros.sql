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

-- Which updates are taken back by links, the newest first: each of the day on which it was recorded,
-- the update that names, and the one that it names. The linter knows no lambda of two.
create or replace macro ignored_among(links) as
list_reduce( -- noqa: PRS
    links,
    lambda ignored, link:
        case
            when list_contains(ignored, link[2]) then ignored
            else list_append(ignored, link[3])
        end,
    cast([] as varchar[])
);

-- The updates that a correction or withdrawal known on that day takes back.
-- Each update is named by one other at most, so the ones that name each other form a
-- chain; judged from the newest recorded back, every second link of it has an effect.
-- A link that is older than the one it names is judged after it, too late to stop it; of
-- two that were recorded on one day, the one with the greater identifier is the newer.
-- Few are named by another that names: only their initiatives are judged link by link. It
-- is done without recursion, beside which DuckDB reads columns that nobody asked for.
create or replace macro ignored_update(known_on, cities := null, initiatives := null) as table
with naming as (
    select
        initiative_id,
        update_id,
        corrects_update_id,
        coalesce(recorded_on, date '0001-01-01') as recorded_on
    from known_update(known_on, cities := cities, initiatives := initiatives)
    where corrects_update_id is not null
),

chained as (
    select initiative_id
    from naming
    where corrects_update_id in (select named.update_id from naming as named)
    group by initiative_id
),

-- The links of an initiative, each as its day, its update and the one that it names.
linked as (
    select list_reverse_sort(list([cast(recorded_on as varchar), update_id, corrects_update_id]))
        as links
    from naming
    where initiative_id in (select chained.initiative_id from chained)
    group by initiative_id
),

judged as (
    select ignored_among(links) as ignored
    from linked
)

select corrects_update_id as update_id
from naming
where initiative_id not in (select chained.initiative_id from chained)

union all

select unnest(ignored) as update_id
from judged;

-- The reports that count: known, not taken back, and no withdrawals. Undated ones included.
create or replace macro report_known(known_on, cities := null, initiatives := null) as table
select *
from known_update(known_on, cities := cities, initiatives := initiatives)
where
    kind <> 'withdrawal'
    and update_id not in (
        select ignored.update_id
        from ignored_update(known_on, cities := cities, initiatives := initiatives) as ignored
    );

-- The reports in force at a day: those of `report_known` that speak of that day or before.
create or replace macro report_in_force(as_at, known_on, cities := null, initiatives := null) as table
select *
from report_known(known_on, cities := cities, initiatives := initiatives)
where reported_on <= as_at;

-- One row per initiative: on which days its reports in force at a day tell what, and how many
-- have no day. A comparison of days costs little, one of texts much.
create or replace macro reported_days(as_at, known_on, cities := null, initiatives := null) as table
select
    initiative_id,
    count(reported_on) as reports,
    count(*) - count(reported_on) as undated_reports,
    min(reported_on) as first_reported_on,
    max(reported_on) as last_reported_on,
    max(reported_on) filter (status is not null) as status_reported_on,
    max(reported_on) filter (revised_target_on is not null) as target_reported_on,
    count(reported_on) filter (evidence_url is not null or source_url is not null)
        as reports_with_evidence
from report_known(known_on, cities := cities, initiatives := initiatives)
where reported_on <= as_at or reported_on is null
group by initiative_id;

-- The reports of these days, which are few, beside them: where there is no such day, undated ones.
create or replace macro report_telling(as_at, known_on, cities := null, initiatives := null) as table
select
    report.*,
    days.reports,
    days.undated_reports,
    days.first_reported_on,
    days.last_reported_on,
    days.status_reported_on,
    days.reports_with_evidence,
    coalesce(report.reported_on = days.last_reported_on, false) as is_last,
    report.status is not null
    and coalesce(report.reported_on = days.status_reported_on, false) as tells_status,
    report.revised_target_on is not null
    and coalesce(report.reported_on = days.target_reported_on, false) as tells_target
from report_known(known_on, cities := cities, initiatives := initiatives) as report
inner join reported_days(as_at, known_on, cities := cities, initiatives := initiatives) as days
    on report.initiative_id = days.initiative_id
where
    report.reported_on = days.last_reported_on
    or report.reported_on = days.status_reported_on
    or report.reported_on = days.target_reported_on
    or (report.reported_on is null and days.last_reported_on is null);

-- One row per initiative: what its reports in force say at a day, and how many have no day.
-- Of several that are of one day the one with the greatest identifier tells.
-- There is no common table here, nor anything `distinct` or recursive in what is asked for it:
-- beside them DuckDB reads every column, also where nobody asks for it.
create or replace macro reported_as_at(as_at, known_on, cities := null, initiatives := null) as table
select
    initiative_id,
    any_value(reports) as reports,
    any_value(undated_reports) as undated_reports,
    any_value(first_reported_on) as first_reported_on,
    any_value(last_reported_on) as last_reported_on,
    any_value(status_reported_on) as status_reported_on,
    any_value(reports_with_evidence) as reports_with_evidence,
    arg_max(reported_on_written, update_id) filter (is_last) as last_reported_on_written,
    arg_max(summary, update_id) filter (is_last) as last_summary,
    max(update_id) filter (tells_status) as status_update_id,
    arg_max(reported_on_written, update_id) filter (tells_status) as status_reported_on_written,
    arg_max(status, update_id) filter (tells_status) as status,
    arg_max({'it': confidence}, update_id) filter (tells_status).it as confidence,
    arg_max({'it': reason}, update_id) filter (tells_status).it as reason,
    arg_max(revised_target_on, update_id) filter (tells_target) as revised_target_on,
    arg_max(revised_target_on_written, update_id) filter (tells_target)
        as revised_target_on_written
from report_telling(as_at, known_on, cities := cities, initiatives := initiatives)
group by initiative_id;
