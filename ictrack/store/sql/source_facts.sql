-- What is known of each source?
-- grain:  one row per source
select *
from db.source
order by source_id
