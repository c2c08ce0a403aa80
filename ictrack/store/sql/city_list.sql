-- Which cities are or were members, and of which sources do they take part in the programme?
-- grain:  one row per city
-- params: none
with named_by as (
    select
        city_id,
        list(source_id order by source_id) as source_ids
    from named_city()
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
