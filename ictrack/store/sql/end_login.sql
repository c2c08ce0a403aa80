-- End one login; one that has ended keeps its time.
-- params: $login_key text, $ended_at timestamp
update db.login
set ended_at = $ended_at
where
    login_key = $login_key
    and ended_at is null;
