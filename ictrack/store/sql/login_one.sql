-- Who is behind an issuer and a subject, and what is known of one login of theirs?
-- grain:  one row, or none
-- order:  none, because there is one row at most: none where nobody is known by them
-- params: $issuer text, $subject text, $login_key text
select
    person.person_id,
    person.name,
    person.signed_out_at,
    login.began_at,
    login.seen_at,
    login.ended_at
from db.person
left join db.login
    on
        person.person_id = login.person_id
        and login.login_key = $login_key
where
    person.issuer = $issuer
    and person.subject = $subject
