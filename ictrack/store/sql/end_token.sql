-- Take a token back; one that was taken back keeps its time.
-- params: $token_id text, $revoked_at timestamp
update db.api_token
set revoked_at = $revoked_at
where
    token_id = $token_id
    and revoked_at is null;
