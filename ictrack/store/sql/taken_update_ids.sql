-- Which identifiers of status updates are taken already, by rows that were undone too?
-- grain:  one row per identifier that begins with that of one of the initiatives
-- params: $initiatives list of text
with named as (
    select unnest(cast($initiatives as varchar[])) as initiative_id
),

taken as (
    select update_id
    from db.status_update

    union

    select update_id
    from db.undone_status_update

    union

    select json_extract_string(cells, '$.update_id') as update_id
    from db.submission
)

select distinct taken.update_id
from taken
inner join named on starts_with(taken.update_id, named.initiative_id || '-U')
order by taken.update_id
