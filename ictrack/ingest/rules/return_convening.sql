-- For which phase was a return asked, and are its city and its convening known?
-- grain:  one row
-- params: $city text, $event text
with asked as (
    select
        $city as city_id,
        $event as event_id
)

select
    city.city_id is not null as knows_city,
    event.event_id is not null as knows_convening,
    event.phase_id
from asked
left join db.city on asked.city_id = city.city_id
left join db.event on asked.event_id = event.event_id
