-- Who are the administrators that can log in?
-- grain:  one row per person
-- params: none
select distinct role_grant.person_id
from db.role_grant
inner join db.person on role_grant.person_id = person.person_id
where
    role_grant.role = 'administrator'
    and person.issuer is not null
order by role_grant.person_id
