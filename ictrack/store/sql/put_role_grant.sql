-- Give somebody a role; one that they have stays as it is.
-- params: $person_id text, $role text, $city text or null, $granted_at timestamp, $granted_by text
insert into db.role_grant
select
    $person_id as person_id,
    $role as role,
    $city as city_id,
    $granted_at as granted_at,
    $granted_by as granted_by
where
    not exists (
        select 1
        from db.role_grant
        where
            person_id = $person_id
            and role = $role
            and city_id is not distinct from $city
    );
