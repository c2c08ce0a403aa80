-- Which cities' returns for a convening had been signed off by a day, when and by whom?
-- grain:  one row per city that has signed off
-- params: $event text, $known_on date
select
    city_id,
    signed_at,
    signed_by
from db.sign_off
where
    event_id = $event
    and signed_at::date <= $known_on
order by city_id
