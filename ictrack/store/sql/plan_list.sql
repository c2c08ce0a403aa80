-- Which city has an action plan for which phase, and was it read?
-- grain:  one row per action plan
-- params: none
select
    plan_id,
    city_id,
    phase_id,
    title,
    published_on,
    published_on_written,
    coverage,
    source_url
from db.action_plan
order by city_id, phase_id, published_on nulls last, plan_id
