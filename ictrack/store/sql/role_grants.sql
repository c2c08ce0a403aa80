-- Which roles have people, and for which city?
-- grain:  one row per person, role and city
-- params: $person_id text, or null for everybody
select
    person_id,
    role,
    city_id,
    granted_at,
    granted_by
from db.role_grant
where
    $person_id is null
    or person_id = $person_id
order by person_id, role, city_id nulls first
