-- What was told in words between two days on the initiatives that count in a scope?
-- grain:  one row per report in force that speaks of a day after $since, by initiative and day
-- params: the scope; $since date
with counted_initiative as (
    select *
    from counted($as_at, $known_on, $phase, $cities, $areas, $plan_links, $sources, $visibilities)
)

select
    report.update_id,
    report.initiative_id,
    report.reported_on,
    report.reported_on_written,
    report.summary,
    report.achievements,
    report.challenges,
    report.next_steps,
    report.help_wanted,
    report.help_offered,
    coalesce(report.evidence_title, report.source_title) as evidence_title,
    coalesce(report.evidence_url, report.source_url) as evidence_url
from report_in_force($as_at, $known_on, cities := $cities) as report
inner join counted_initiative on report.initiative_id = counted_initiative.initiative_id
where report.reported_on > $since
order by report.initiative_id, report.reported_on, report.update_id
