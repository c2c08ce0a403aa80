-- Forget logins that ended or were last seen before a time: nobody can come back with one.
-- params: $before timestamp
delete from db.login
where coalesce(ended_at, seen_at) < $before;
