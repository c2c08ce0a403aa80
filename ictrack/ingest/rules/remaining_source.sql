-- Which sources stay when this load has taken one away?
-- grain:  one row per source
-- params: $replaced text or null
select source_id
from standing_source()
where source_id is distinct from $replaced
order by source_id
