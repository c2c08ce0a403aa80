-- Which cities are or were members, and of which sources do they take part in the programme?
-- A source may list more cities than it speaks of: of those that were borrowed for it from
-- the public record, only the ones that it names otherwise.
-- grain:  one row per city
-- params: none
with named_city as (
    select
        city_id,
        source_id
    from db.initiative

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
    where load_id > 0
),

named_by as (
    select
        city_id,
        list(source_id order by source_id) as source_ids
    from named_city
    group by city_id
)

select
    city.city_id,
    city.name,
    city.name_cy,
    city.council,
    city.nation,
    coalesce(named_by.source_ids, []) as named_by
from db.city
left join named_by on city.city_id = named_by.city_id
order by city.name, city.city_id
