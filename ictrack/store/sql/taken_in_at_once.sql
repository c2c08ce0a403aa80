-- Which history of an initiative's sources was taken in at once, so that lateness cannot be told?
-- grain:  one row per source with updates on the initiative whose history was
-- params: $initiative text, $known_on date
with concerned as (
    select distinct source_id
    from known_update($known_on, initiatives := [$initiative])
),

history as (
    select *
    from taken_in_at_once($known_on)
)

select
    history.source_id,
    history.recorded_on,
    history.of_all,
    history.updates
from history
inner join concerned on history.source_id = concerned.source_id
order by history.source_id
