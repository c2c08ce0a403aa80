-- What is known of each source?
-- grain:  one row per source
select *
from standing_source()
order by source_id
