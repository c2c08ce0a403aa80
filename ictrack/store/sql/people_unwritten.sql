-- Of how many people who were erased may the file still hold old bytes?
-- grain:  one row
-- params: none
select count(*) as people
from db.person
where
    issuer is null
    and rewritten_at is null
