-- Which status updates of this source are stored, and what did they say?
-- grain:  one row per update
-- params: $source_id text
select
    update_id,
    initiative_id,
    sent_hash
from db.status_update
where source_id = $source_id
order by update_id
