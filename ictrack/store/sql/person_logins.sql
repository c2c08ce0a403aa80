-- When did somebody log in, and until when were they here?
-- grain:  one row per login that is still held
-- params: $person_id text
select
    began_at,
    seen_at,
    ended_at
from db.login
where person_id = $person_id
order by began_at, login_key
