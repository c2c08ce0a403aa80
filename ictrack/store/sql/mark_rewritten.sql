-- Note that the file was written anew, without what it held of those who were erased before a time.
-- params: $now timestamp
update db.person
set rewritten_at = $now
where
    issuer is null
    and rewritten_at is null
    and last_seen_at <= $now;
