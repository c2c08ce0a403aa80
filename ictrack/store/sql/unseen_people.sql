-- Who was last here before a time, or has no role and was last here before another?
-- grain:  one row per person
-- params: $before timestamp, $without_role_before timestamp
select person.person_id
from db.person
left join db.role_grant on person.person_id = role_grant.person_id
where person.issuer is not null
group by person.person_id
having
    max(person.last_seen_at) < $before
    or (count(role_grant.role) = 0 and max(person.last_seen_at) < $without_role_before)
order by person.person_id
