-- What is held of somebody?
-- grain:  one row, or none
-- order:  none, because there is one row at most: none where nobody is known by the key, or they were erased
-- params: $person_id text
select
    person_id,
    issuer,
    subject,
    coalesce(name, '') as name,
    coalesce(email, '') as email,
    first_seen_at,
    last_seen_at,
    signed_out_at
from db.person
where
    person_id = $person_id
    and issuer is not null
