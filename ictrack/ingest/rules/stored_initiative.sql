-- Which initiatives of this source are stored?
-- grain:  one row per initiative
-- params: $source_id text
select *
from db.initiative
where source_id = $source_id
order by initiative_id
