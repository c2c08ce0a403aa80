-- Keep what a provider says of somebody now, and when they were last here.
-- params: $person_id text, $name text or null, $email text or null, $seen_at timestamp
update db.person
set
    name = coalesce($name, name),
    email = coalesce($email, email),
    last_seen_at = greatest(last_seen_at, $seen_at)
where person_id = $person_id;
