-- Which core principles are there?
-- grain:  one row per principle, in the Framework's order
-- params: none
select
    principle_id,
    coalesce(short_name, name) as short_name
from db.principle
order by sort_order, principle_id
