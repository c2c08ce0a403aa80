-- What was reported on the initiatives that count in a scope?
-- grain:  one row per report that counts, the newest first, undated ones last; at most $most
-- params: the scope; $most integer
with counted_initiative as (
    select *
    from counted($as_at, $known_on, $phase, $cities, $areas, $plan_links, $sources, $visibilities)
),

-- Counted apart: beside it, every one would have to be held whole.
counted_report as (
    select count(*) as reports
    from report_known($known_on, cities := $cities)
    where
        coalesce(reported_on <= $as_at, true)
        and initiative_id in (select one.initiative_id from counted_initiative as one)
)

select
    report.update_id,
    report.initiative_id,
    counted_initiative.title,
    counted_initiative.city_id,
    city.name as city_name,
    counted_initiative.record_kind,
    report.kind,
    report.reported_on,
    report.reported_on_written,
    report.status,
    report.confidence,
    report.reason,
    report.summary,
    coalesce(report.evidence_title, report.source_title) as source_title,
    coalesce(report.evidence_url, report.source_url) as source_url,
    counted_report.reports as of_all
from report_known($known_on, cities := $cities) as report
cross join counted_report
inner join counted_initiative on report.initiative_id = counted_initiative.initiative_id
inner join db.city on counted_initiative.city_id = city.city_id
where coalesce(report.reported_on <= $as_at, true)
order by report.reported_on desc nulls last, report.update_id desc
limit $most
