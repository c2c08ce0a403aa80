-- Note that somebody is still here.
-- params: $login_key text, $person_id text, $seen_at timestamp
update db.login
set seen_at = greatest(seen_at, $seen_at)
where login_key = $login_key;

update db.person
set last_seen_at = greatest(last_seen_at, $seen_at)
where person_id = $person_id;
