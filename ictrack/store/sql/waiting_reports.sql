-- How many reports of each initiative wait for review, and since when is the newest waiting?
-- grain:  one row per initiative of which any waits
-- params: none
select
    submission.initiative_id,
    initiative.city_id,
    count(*) as reports,
    max(submission.made_at) as last_made_at
from db.submission
inner join db.initiative on submission.initiative_id = initiative.initiative_id
where submission.state = 'submitted'
group by submission.initiative_id, initiative.city_id
order by submission.initiative_id
