-- Which thematic areas are there?
-- grain:  one row per thematic area, in the Framework's order
-- params: none
select
    area_id,
    name,
    coalesce(short_name, name) as short_name,
    name_cy
from db.thematic_area
order by sort_order, area_id
