-- How many reports of each initiative wait for review, and since when is the newest waiting?
-- grain:  one row per initiative of which any waits
-- params: $known_until timestamp, the end of the known-on day
select
    waiting.initiative_id,
    initiative.city_id,
    waiting.reports,
    waiting.last_made_at
from waiting_report($known_until) as waiting
inner join readable_initiative() as initiative on waiting.initiative_id = initiative.initiative_id
order by waiting.initiative_id
