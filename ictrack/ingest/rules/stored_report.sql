-- Which reports of this source count now, and what does each say of which day?
-- grain:  one row per dated report
-- params: $source_id text
select
    update_id,
    initiative_id,
    reported_on,
    status,
    confidence,
    reason,
    revised_target_on_written,
    summary,
    achievements,
    challenges,
    next_steps,
    help_wanted,
    help_offered,
    evidence_title,
    evidence_url,
    reported_by_role
from report_known(date '9999-12-31')
where
    source_id = $source_id
    and reported_on is not null
order by initiative_id, reported_on, update_id
