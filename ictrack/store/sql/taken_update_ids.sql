-- Which identifiers of status updates do some initiatives have, and which others are taken that
-- a new one of theirs could equal? Those of rows that were undone, and of reports that were
-- sent or drafted, are taken too.
-- A new one is an initiative's or an update's identifier with a letter and a number behind it, or
-- counts such a number up: it is compared without the number.
-- grain:  one row per identifier, and initiative that has it
-- params: $initiatives list of text
with named as (
    select unnest(cast($initiatives as varchar[])) as initiative_id
),

-- Read twice, and each time only where it may hold what is looked for.
known as not materialized (
    select
        initiative_id,
        update_id
    from db.status_update

    union all

    select
        initiative_id,
        update_id
    from db.undone_status_update

    union all

    select
        initiative_id,
        json_extract_string(cells, '$.update_id') as update_id
    from db.submission
),

own as (
    select known.update_id
    from known
    inner join named on known.initiative_id = named.initiative_id
    where known.update_id is not null
),

stem as (
    select initiative_id || '-U' as written
    from named

    union

    select update_id || unnest(['-B', '-U']) as written
    from own

    union

    select rtrim(update_id, '0123456789') as written
    from own
),

-- Between the first and the last that can be equal to one of these, few are compared without their number.
span as (
    select
        min(written) as first_written,
        max(written) || chr(1114111) as last_written
    from (
        select written from stem
        union all
        select update_id as written from own
    ) as compared
),

likely as (
    select
        known.initiative_id,
        known.update_id
    from known
    cross join span
    where
        known.update_id >= span.first_written
        and known.update_id <= span.last_written
)

select distinct
    initiative_id,
    update_id
from likely
where
    update_id in (select own.update_id from own)
    or rtrim(update_id, '0123456789') in (select stem.written from stem)
order by initiative_id, update_id
