-- Empty what is held of somebody; the row stays, with nothing in it that says who it was.
-- params: $person_id text, $erased_at timestamp
update db.person
set
    issuer = null,
    subject = null,
    name = null,
    email = null,
    first_seen_at = $erased_at,
    last_seen_at = $erased_at,
    signed_out_at = $erased_at
where person_id = $person_id;

delete from db.login
where person_id = $person_id;
