-- What every question shares: loads and sources that stand, and initiatives as at a day.
-- Created in memory when a database is opened, never stored.
-- The linter would indent the whole body of a macro, so it does not judge indentation here.
-- noqa: disable=LT02

-- The first day of the period that a partial day names; what is stored is its last.
create or replace macro period_start(last_day, written) as
case length(written)
    when 4 then date_trunc('year', last_day)
    when 7 then date_trunc('month', last_day)
    else last_day
end;

-- The last and the first day of the period that was written; nothing for what is no day.
create or replace macro last_day_of(written) as
case length(written)
    when 4 then try_cast(written || '-12-31' as date)
    when 7 then last_day(try_cast(written || '-01' as date))
    when 10 then try_cast(written as date)
end;

create or replace macro first_day_of(written) as
cast(period_start(last_day_of(written), written) as date);

-- The loads that stand: those that were not taken back.
create or replace macro standing_load() as table
select *
from readable_load()
where load_id not in (select load_undo.load_id from readable_load_undo() as load_undo);

-- The sources of which something stands. One whose every load was taken back is kept for
-- pictures as known on earlier days, and is no source to choose or to add to.
create or replace macro standing_source() as table
select *
from db.source
where
    source_id not in (
        select load.source_id
        from readable_load() as load
        left join readable_load_undo() as load_undo on load.load_id = load_undo.load_id
        group by load.source_id
        having count(*) = count(load_undo.load_id)
    );

-- Which source speaks of which city. A source may list more cities than it speaks of: of those
-- that were borrowed for it from the public record, only the ones that it names otherwise.
create or replace macro named_city() as table
select
    city_id,
    source_id
from readable_initiative()

union

select
    city_id,
    source_id
from db.action_plan

union

select
    city_id,
    source_id
from db.publication
where city_id is not null

union

select
    city_id,
    source_id
from db.membership
where load_id > 0;

-- The initiatives that are known, and those that were until their load was taken back. What
-- they belong to is as it is now: without their source, city or phase they cannot be shown.
create or replace macro known_initiative(known_on) as table
select *
from readable_initiative()

union all by name

select * exclude (undone_on)
from readable_undone_initiative()
where
    undone_on > known_on
    and source_id in (select standing.source_id from standing_source() as standing)
    and city_id in (select city.city_id from db.city)
    and (phase_id is null or phase_id in (select phase.phase_id from db.phase));

-- Whether an open initiative is past its target on a day; a target at or after the end of
-- its phase cannot pass within it.
create or replace macro is_overdue_on(day, target_on, frame_ends_on, status, schedule) as
coalesce(target_on < day, false)
and coalesce(target_on < frame_ends_on, true)
and coalesce(status not in ('completed', 'stopped'), true)
and coalesce(schedule not in ('ongoing', 'recurring'), true);

-- The standing that a status, a confidence and being overdue make; the first match wins.
create or replace macro standing_of(status, confidence, is_overdue) as
case
    when status = 'completed' then 'completed'
    when status = 'stopped' then 'stopped'
    when status is null then 'not_reported'
    when status = 'paused' then 'paused'
    when is_overdue or confidence = 'off_track' then 'behind'
    when confidence = 'at_risk' then 'at_risk'
    when status = 'in_progress' then 'in_progress'
    else 'not_started'
end;

-- The standings from the best to the worst; not reported is neither, so it has no place.
create or replace macro standings_from_best() as
['completed', 'in_progress', 'not_started', 'at_risk', 'behind', 'paused', 'stopped'];

create or replace macro badness_of(standing) as
list_position(standings_from_best(), standing);

-- The statuses from the least far to the furthest.
create or replace macro statuses_by_rank() as
['stopped', 'paused', 'not_started', 'in_progress', 'completed'];

-- How far a status is, and within one status how confident; more is further, no status 0.
create or replace macro rank_of(status, confidence) as
coalesce(
    3 * list_position(statuses_by_rank(), status)
    + case confidence when 'off_track' then 0 when 'at_risk' then 1 else 2 end,
    0
);

-- The status of a rank, and how confident it is where that is told; of 0 neither.
create or replace macro status_of_rank(rank) as
statuses_by_rank()[cast(rank // 3 as integer)];

create or replace macro confidence_of_rank(rank) as
case when rank > 0 then ['off_track', 'at_risk'][cast(rank % 3 + 1 as integer)] end;

-- What an initiative lacks of what those who follow it up need: who answers for it, by when it is to
-- be done (nothing, where it has no end), who backs it, a dated report that names a document.
create or replace macro lacks_of(
    lead_organisation, lead_role, champion, current_target_on, schedule, reports_with_evidence
) as
list_filter(
    [
        case when lead_organisation is null and lead_role is null then 'owner' end,
        case
            when current_target_on is null and coalesce(schedule not in ('ongoing', 'recurring'), true)
                then 'target_date'
        end,
        case when champion is null then 'champion' end,
        case when reports_with_evidence = 0 then 'evidence' end
    ],
    lambda lack: lack is not null
);

-- The programme as a whole: from its first phase's first day to its last phase's last,
-- which is null while a phase is open.
create or replace macro programme() as table
select
    min(starts_on) as starts_on,
    case when count(ends_on) = count(*) then max(ends_on) end as ends_on
from db.phase;

-- Every initiative as at a day, as known on a day: whether it counts, its target, its
-- standing and why; of all, of some cities' or of some that are named. Grain: one row per initiative.
create or replace macro initiative_as_at(as_at, known_on, cities := null, initiatives := null) as table
with plan as (
    select
        city_id,
        phase_id,
        min(published_on) as published_on
    from db.action_plan
    group by city_id, phase_id
),

part as (
    select
        from_id as initiative_id,
        min(to_id) as whole_id
    from readable_initiative_link()
    where kind = 'part_of'
    group by from_id
),

joint as (
    select unnest([from_id, to_id]) as initiative_id
    from readable_initiative_link()
    where kind = 'joint_with'
),

-- Grouped, where `distinct` would say the same: beside it DuckDB reads columns that nobody asked for.
joint_one as (
    select initiative_id
    from joint
    group by initiative_id
),

joined as (
    select
        initiative.*,
        source.record_kind,
        source.bundled,
        source.invented,
        part.whole_id,
        part_of_another.initiative_id is not null as is_part,
        joint_one.initiative_id is not null as is_joint,
        coalesce(phase.starts_on, programme.starts_on) as frame_starts_on,
        case when phase.phase_id is null then programme.ends_on else phase.ends_on end
            as frame_ends_on,
        coalesce(reported.reports, 0) as reports,
        coalesce(reported.undated_reports, 0) as undated_reports,
        coalesce(reported.reports_with_evidence, 0) as reports_with_evidence,
        reported.last_reported_on,
        reported.last_reported_on_written,
        reported.last_summary,
        reported.status_update_id,
        reported.status_reported_on,
        reported.status_reported_on_written,
        reported.status,
        reported.confidence,
        reported.reason,
        coalesce(reported.revised_target_on, initiative.target_on) as current_target_on,
        coalesce(reported.revised_target_on_written, initiative.target_on_written)
            as current_target_on_written,
        greatest(
            case
                when initiative.added_on is not null then initiative.added_on
                when initiative.starts_on is null and plan.published_on is null
                    then coalesce(phase.starts_on, programme.starts_on)
                else least(initiative.starts_on, plan.published_on, reported.first_reported_on)
            end,
            coalesce(phase.starts_on, programme.starts_on)
        ) as joined_on
    from known_initiative(known_on) as initiative
    inner join db.source on initiative.source_id = source.source_id
    cross join programme() as programme
    left join db.phase on initiative.phase_id = phase.phase_id
    left join plan
        on
            initiative.city_id = plan.city_id
            and initiative.phase_id = plan.phase_id
    left join part on initiative.initiative_id = part.initiative_id
    left join part_of_another() as part_of_another
        on initiative.initiative_id = part_of_another.initiative_id
    left join joint_one on initiative.initiative_id = joint_one.initiative_id
    left join
        reported_as_at(as_at, known_on, cities := cities, initiatives := initiatives) as reported
        on initiative.initiative_id = reported.initiative_id
    where
        (cities is null or list_contains(cities, initiative.city_id))
        and (
            initiatives is null
            or list_contains(cast(initiatives as varchar[]), initiative.initiative_id)
        )
),

judged as (
    select
        *,
        not is_part
        and coalesce(joined_on <= as_at, true)
        and coalesce(removed_on > as_at, true) as counts,
        coalesce(status in ('completed', 'stopped'), false) as is_finished,
        is_overdue_on(as_at, current_target_on, frame_ends_on, status, schedule)
            as is_overdue
    from joined
)

select
    *,
    coalesce(frame_ends_on < as_at, false) and not is_finished as is_closed,
    coalesce(schedule in ('ongoing', 'recurring'), false) as is_open_ended,
    standing_of(status, confidence, is_overdue) as standing,
    -- Of what is finished or closed with its phase it is not asked.
    case
        when not is_finished and coalesce(frame_ends_on >= as_at, true)
            then
                lacks_of(
                    lead_organisation,
                    lead_role,
                    champion,
                    current_target_on,
                    schedule,
                    reports_with_evidence
                )
    end as lacks,
    case
        when status = 'completed' then 'reported_completed'
        when status = 'stopped' then 'reported_stopped'
        when status is null and reports = 0 and undated_reports = 0 then 'no_update'
        when status is null and reports = 0 then 'only_undated'
        when status is null then 'no_status'
        when status = 'paused' then 'reported_paused'
        when is_overdue then 'past_target'
        when confidence = 'off_track' then 'off_track'
        when confidence = 'at_risk' then 'at_risk'
        when status = 'in_progress' then 'reported_in_progress'
        else 'reported_not_started'
    end as standing_reason
from judged;

-- What is said of an identifier that another source has: whose it is, and what to do instead.
create or replace macro belongs_to(title) as
format('belongs to the source ''{}''', title);

create or replace macro instead_of_other_source(title, bundled) as
case
    when bundled then 'another identifier, or replace the public record (--replace-bundled)'
    else format('another identifier, or the title ''{}'' in source.csv', title)
end;

-- Who may see an initiative where nothing is said: everyone in a public record, else the network.
create or replace macro visible_to(visibility, record_kind) as
coalesce(visibility, case when record_kind = 'public_record' then 'public' else 'network' end);

-- The initiatives of a scope, counted or not. Null means all; an initiative without a phase is of
-- the scope where all phases are asked for.
create or replace macro scoped(
    as_at, known_on, phase, cities, areas, plan_links, sources, visibilities
) as table
select *
from initiative_as_at(as_at, known_on, cities := cities)
where
    (phase is null or phase_id = phase)
    and (areas is null or list_contains(areas, coalesce(area_id, '')))
    and (
        plan_links is null
        or list_contains(plan_links, coalesce(plan_link, 'programme_document'))
    )
    and (sources is null or list_contains(sources, source_id))
    and (visibilities is null or list_contains(visibilities, visible_to(visibility, record_kind)));

-- The initiatives that count in a scope.
create or replace macro counted(
    as_at, known_on, phase, cities, areas, plan_links, sources, visibilities
) as table
select *
from scoped(as_at, known_on, phase, cities, areas, plan_links, sources, visibilities)
where counts;

-- The words of a text by which texts are likened: four letters or more, case and accents apart, each
-- as of one thing where it is of many ("cities" and "city").
create or replace macro words_of(text) as
list_distinct(
    list_transform(
        list_filter(
            regexp_split_to_array(lower(strip_accents(coalesce(text, ''))), '[^a-z0-9]+'),
            lambda word: length(word) >= 4
        ),
        lambda word:
            case
                when regexp_matches(word, '(ss|sh|ch|x)es$') then word[:-3]
                when regexp_matches(word, '[^aeiou]ies$') then word[:-4] || 'y'
                when regexp_matches(word, '[^isu]s$') then word[:-2]
                else word
            end
    )
);
