-- By which other words is each city known?
-- grain:  one row per city and alias
-- params: none
select
    city_id,
    unnest(aliases) as alias
from db.city
order by city_id, alias
