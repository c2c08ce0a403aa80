-- Which status updates are stored of some initiatives, and what does each say?
-- grain:  one row per status update, the one that was recorded last at the end
-- params: $initiatives list of text
select
    status_update.update_id,
    status_update.initiative_id,
    coalesce(load.loaded_by, '') as made_by,
    load.loaded_at as made_at,
    to_json(status_update) as cells
from readable_status_update() as status_update
left join readable_load() as load on status_update.load_id = load.load_id
where list_contains($initiatives, status_update.initiative_id)
order by status_update.initiative_id, status_update.load_id, status_update.file_row
