-- Which stored updates name another one?
-- grain:  one row per such update
select update_id
from db.status_update
where corrects_update_id is not null
order by update_id
