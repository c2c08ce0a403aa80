-- Which data is this? One text that changes when any row of any source, or what a source
-- says of itself, does. MD5 of each row, summed up as a number, and no hash of DuckDB's own: the same
-- data have the same fingerprint in every version of it and in every order, equal rows do not cancel,
-- and however many rows there are, no more than one sum is held.
-- grain:  one row
-- params: none
with stored as (
    select 'phase' || sent_hash as said from db.phase
    union all
    select 'city' || sent_hash as said from db.city
    union all
    select 'thematic_area' || sent_hash as said from db.thematic_area
    union all
    select 'principle' || sent_hash as said from db.principle
    union all
    select 'membership' || sent_hash as said from db.membership
    union all
    select 'event' || sent_hash as said from db.event
    union all
    select 'publication' || sent_hash as said from db.publication
    union all
    select 'action_plan' || sent_hash as said from db.action_plan
    union all
    select 'city_lead' || sent_hash as said from db.city_lead
    union all
    select 'initiative' || sent_hash as said from db.initiative
    union all
    select 'milestone' || sent_hash as said from db.milestone
    union all
    select 'status_update' || sent_hash || coalesce(cast(recorded_on as varchar), '') as said
    from db.status_update
    union all
    select 'initiative_link' || sent_hash as said from db.initiative_link
    union all
    select 'taskforce_member' || sent_hash as said from db.taskforce_member
),

told as (
    select said from stored
    union all
    select
        concat_ws(
            chr(31),
            'source',
            source_id,
            title,
            record_kind,
            recorded_on,
            coalesce(compiled_on_written, ''),
            coalesce(licence, ''),
            coalesce(note, ''),
            cast(invented as varchar)
        ) as said
    from standing_source()
)

select
    left(md5(concat_ws(' ', count(*), sum(md5_number_lower(said)))), 8) as fingerprint,
    (select count(*) from stored) as stored_rows
from told
order by fingerprint
