-- Take roles from somebody.
-- params: $person_id text, $role text or null for every role, $city text or null for every city
delete from db.role_grant
where
    person_id = $person_id
    and ($role is null or role = $role)
    and ($city is null or city_id = $city);
