-- Which initiatives are stored, of which city and source, and since when?
-- grain:  one row per initiative
-- params: none
select
    initiative_id,
    city_id,
    title,
    starts_on_written,
    added_on_written,
    source_id
from db.initiative
order by initiative_id
