-- What was reported on the initiatives of a city, accepted or waiting for review?
-- grain:  one row per status update, and per report that waits
-- params: $city text
with report as (
    select
        update_id,
        initiative_id,
        'accepted' as state,
        load_id,
        cast(to_json(status_update) as varchar) as cells
    from db.status_update

    union all

    select
        json_extract_string(cells, '$.update_id') as update_id,
        initiative_id,
        state,
        cast(null as bigint) as load_id,
        cells
    from db.submission
    where state = 'submitted'
)

select report.*
from report
inner join db.initiative on report.initiative_id = initiative.initiative_id
where initiative.city_id = $city
order by report.initiative_id, report.load_id nulls last, report.update_id
