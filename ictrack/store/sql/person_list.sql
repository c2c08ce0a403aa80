-- Who may log in, or did and has no role yet?
-- grain:  one row per person whose name was not erased
-- params: none
select
    person.person_id,
    person.issuer,
    person.subject,
    coalesce(person.name, '') as name,
    coalesce(person.email, '') as email,
    person.first_seen_at,
    person.last_seen_at,
    (
        select count(*)
        from db.login
        where
            login.person_id = person.person_id
            and login.ended_at is null
    ) as open_logins
from db.person
where person.issuer is not null
order by lower(coalesce(person.name, '')), person.first_seen_at, person.person_id
