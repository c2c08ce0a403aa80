-- Which tokens were made?
-- grain:  one row per token
-- params: none
select
    token_id,
    token_hash,
    label,
    role,
    city_id,
    expires_on,
    made_at,
    made_by,
    revoked_at
from db.api_token
order by made_at, token_id
