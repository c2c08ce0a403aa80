-- Which reports are drafts, wait for review, were returned or accepted?
-- grain:  one row per submission, by city, then initiative, then the order in which they were made
-- params: $states list of text, $city text or null for all, $initiatives list of text or null
--         for all, $ids list of text or null for all
select
    submission.submission_id,
    submission.initiative_id,
    submission.state,
    submission.cells,
    submission.made_at,
    submission.made_by,
    submission.decided_at,
    submission.decided_by,
    submission.note,
    submission.load_id,
    initiative.title,
    initiative.city_id,
    city.name as city_name
from readable_submission() as submission
left join readable_initiative() as initiative on submission.initiative_id = initiative.initiative_id
left join db.city on initiative.city_id = city.city_id
where
    list_contains($states, submission.state)
    and ($city is null or initiative.city_id = $city)
    and ($initiatives is null or list_contains($initiatives, submission.initiative_id))
    and ($ids is null or list_contains($ids, submission.submission_id))
order by city.name, submission.initiative_id, submission.made_at, submission.submission_id
