-- Whose name was erased?
-- grain:  one row per person
-- params: none
select distinct person_id
from db.erased_person
order by person_id
