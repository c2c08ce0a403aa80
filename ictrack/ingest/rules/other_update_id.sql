-- Which identifiers of status updates are taken by what this source did not bring: updates that
-- came with another source, those that were undone, and reports that are none yet?
-- grain:  one row per identifier, and initiative that has it
-- params: $source_id text
with other as (
    select
        initiative_id,
        update_id
    from db.status_update
    where source_id <> $source_id

    union

    select
        initiative_id,
        update_id
    from db.undone_status_update

    union

    select
        initiative_id,
        json_extract_string(cells, '$.update_id') as update_id
    from db.submission
)

select
    initiative_id,
    update_id
from other
where update_id is not null
order by initiative_id, update_id
