-- What are people called, by their keys? One whose name was erased has none.
-- grain:  one row per person
-- params: none
select
    person_id,
    coalesce(name, '') as name,
    issuer is null as is_erased
from db.person
order by person_id
