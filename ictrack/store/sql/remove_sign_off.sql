-- Take back that a city's return for a convening is signed off.
-- params: $event text, $city text
delete from db.sign_off
where
    event_id = $event
    and city_id = $city;
