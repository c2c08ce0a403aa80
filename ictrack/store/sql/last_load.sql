-- Which load was the last one?
-- grain:  one row
-- params: none
select coalesce(max(load_id), 0) as load_id
from readable_load()
