-- Which steps does one initiative have?
-- grain:  one row per milestone, the first due first
-- params: $initiative text
select
    milestone_id,
    title,
    due_on,
    due_on_written,
    done_on,
    done_on_written
from readable_milestone()
where initiative_id = $initiative
order by due_on, milestone_id
