-- Which initiatives are there, counted or not?
-- grain:  one row per initiative
-- params: $city text, or null for all cities
select
    initiative_id,
    title
from readable_initiative()
where $city is null or city_id = $city
order by initiative_id
