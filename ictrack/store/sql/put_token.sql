-- Keep a token that was made: its fingerprint, never the token.
-- params: $token_id text, $token_hash text, $label text, $role text, $city text or null,
--         $expires_on date, $made_at timestamp, $made_by text
insert into db.api_token
select
    $token_id as token_id,
    $token_hash as token_hash,
    $label as label,
    $role as role,
    $city as city_id,
    $expires_on as expires_on,
    $made_at as made_at,
    $made_by as made_by,
    null as revoked_at;
