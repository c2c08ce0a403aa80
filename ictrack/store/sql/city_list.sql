-- Which cities are or were members?
-- grain:  one row per city
-- params: none
select
    city_id,
    name,
    name_cy,
    council,
    nation
from db.city
order by name, city_id
