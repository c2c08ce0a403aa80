-- End all logins of somebody, also those that have not been seen here yet.
-- params: $person_id text, $ended_at timestamp
update db.login
set ended_at = $ended_at
where
    person_id = $person_id
    and ended_at is null;

update db.person
set signed_out_at = $ended_at
where person_id = $person_id;
