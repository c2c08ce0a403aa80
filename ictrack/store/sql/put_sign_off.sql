-- Sign off a city's return for a convening; one that is signed off already stays as it is.
-- params: $event text, $city text, $signed_at timestamp, $signed_by text
insert into db.sign_off
select
    $event as event_id,
    $city as city_id,
    $signed_at as signed_at,
    $signed_by as signed_by
where
    not exists (
        select 1
        from db.sign_off
        where
            event_id = $event
            and city_id = $city
    );
