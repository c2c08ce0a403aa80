-- Let what was taken back and has now come again count until it came, and no longer: an
-- update until the day on which the new copy was recorded; an initiative not at all,
-- because what is known of it is as it is now.
-- params: $load_id integer
update db.undone_status_update
set undone_on = least(undone_on, coalesce(status_update.recorded_on, date '0001-01-01'))
from db.status_update
where
    status_update.load_id = $load_id
    and status_update.update_id = undone_status_update.update_id;

delete from db.undone_initiative
using db.initiative
where
    initiative.load_id = $load_id
    and initiative.initiative_id = undone_initiative.initiative_id;
