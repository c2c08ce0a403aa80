-- Which runs of characters stand in any text?
-- grain:  one row per run
-- params: none
with written as (
    select unnest(runs_of(text)) as run
    from searched_text()
)

select distinct run
from written
where run <> ''
order by run
