-- Which sources of one's own are stored?
-- grain:  one row per source
select source_id
from standing_source()
where not bundled
order by source_id
