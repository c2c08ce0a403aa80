-- What one reader may see. Who that is stands in variables of the cursor: `full_cities`, of which
-- everything may be read; `visibilities`, which initiatives of other cities may be read; `columns`,
-- in which columns, each as `table.column`. A variable that is not set allows nothing.
-- The tables with guarded columns are in `limited_columns.sql`.
-- The linter would indent the whole body of a macro, so it does not judge indentation here.
-- noqa: disable=LT02
create schema if not exists limited;

create or replace macro limited.is_in_full(city_id) as
coalesce(list_contains(cast(getvariable('full_cities') as varchar[]), city_id), false);

create or replace macro limited.is_open(name) as
coalesce(list_contains(cast(getvariable('columns') as varchar[]), name), false);

-- Whether what is meant for the cities of the network, and for nobody else, may be read.
create or replace macro limited.is_of_the_network() as
coalesce(list_contains(cast(getvariable('visibilities') as varchar[]), 'network'), false);

-- Every initiative that may be read, known now or until its load was taken back.
-- Grain: one row per initiative; `is_in_full` where all of its columns may be.
create or replace macro limited.owner() as table
with known as (
    select
        initiative_id,
        city_id,
        visibility,
        source_id
    from db.initiative

    union all

    -- What was taken back and loaded again is judged as it is now.
    select
        undone.initiative_id,
        undone.city_id,
        undone.visibility,
        undone.source_id
    from db.undone_initiative as undone
    where undone.initiative_id not in (select initiative.initiative_id from db.initiative)
)

select
    known.initiative_id,
    limited.is_in_full(known.city_id) as is_in_full
from known
inner join db.source on known.source_id = source.source_id
where
    limited.is_in_full(known.city_id)
    or coalesce(
        list_contains(
            cast(getvariable('visibilities') as varchar[]),
            visible_to(known.visibility, source.record_kind)
        ),
        false
    )
group by known.initiative_id, limited.is_in_full(known.city_id);

create or replace macro limited.readable_submission() as table
select submission.*
from db.submission
inner join limited.owner() as owner on submission.initiative_id = owner.initiative_id
where owner.is_in_full;

create or replace macro limited.readable_sign_off() as table
select *
from db.sign_off
where limited.is_in_full(city_id);

create or replace macro limited.readable_commentary() as table
select *
from db.commentary
where limited.is_of_the_network();

create or replace macro limited.readable_frozen_report() as table
select *
from db.frozen_report
where audience = 'public' or limited.is_of_the_network();

create or replace macro limited.readable_taskforce_member() as table
select *
from db.taskforce_member
where limited.is_of_the_network() or limited.is_in_full(city_id);

create or replace macro limited.readable_city_lead() as table
select *
from db.city_lead
where limited.is_of_the_network() or limited.is_in_full(city_id);

-- Who loaded a file, took it back or froze a report is for those who look after the data. How a file
-- was called, which may name somebody, is for the cities of the network.
create or replace macro limited.readable_load() as table
select
    * replace (
        null as loaded_by,
        case when limited.is_of_the_network() then file_name end as file_name
    )
from db.load;

create or replace macro limited.readable_load_undo() as table
select * replace (null as undone_by)
from db.load_undo;

create or replace macro limited.readable_report_freeze() as table
select * replace (null as frozen_by, null as ended_by)
from db.report_freeze;
