-- How is each tracker read that was loaded, the last one first?
-- grain:  one row per tracker
-- params: none
select
    name,
    toml,
    saved_at
from db.tracker_mapping
order by saved_at desc, name asc
