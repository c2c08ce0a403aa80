-- Note somebody who is known by an issuer and a subject.
-- params: $person_id text, $issuer text, $subject text, $name text or null, $email text or null,
--         $seen_at timestamp
insert into db.person
select
    $person_id as person_id,
    $issuer as issuer,
    $subject as subject,
    $name as name,
    $email as email,
    $seen_at as first_seen_at,
    $seen_at as last_seen_at,
    null as signed_out_at,
    null as rewritten_at;
