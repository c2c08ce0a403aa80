-- Which cities' returns for a convening had been signed off by a day, when and by whom?
-- grain:  one row per city that has signed off
-- params: $event text, $known_until timestamp, the end of the known-on day
select
    city_id,
    signed_at,
    signed_by
from readable_sign_off()
where
    event_id = $event
    and signed_at < $known_until
order by city_id
