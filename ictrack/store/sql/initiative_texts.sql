-- In which words can an initiative be found, beside those of its own row?
-- grain:  one row per initiative
-- params: $as_at date, $known_on date
with told as (
    select
        initiative_id,
        list(distinct summary order by summary) as summaries
    from report_known($known_on)
    where
        summary is not null
        and coalesce(reported_on <= $as_at, true)
    group by initiative_id
)

select
    initiative.initiative_id,
    coalesce(initiative.partners, []) as partners,
    coalesce(told.summaries, []) as summaries
from readable_initiative() as initiative
left join told on initiative.initiative_id = told.initiative_id
order by initiative.initiative_id
