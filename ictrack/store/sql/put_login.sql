-- Begin a login.
-- params: $login_key text, $person_id text, $began_at timestamp, $seen_at timestamp
insert into db.login
select
    $login_key as login_key,
    $person_id as person_id,
    $began_at as began_at,
    $seen_at as seen_at,
    null as ended_at;
