-- Which city took part in which phase, in which role?
-- grain:  one row per city and phase
-- params: none
select
    city_id,
    phase_id,
    role,
    joined_on,
    joined_on_written,
    left_on,
    left_on_written,
    note,
    source_title,
    source_url
from db.membership
order by city_id, phase_id
