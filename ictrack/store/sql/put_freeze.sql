-- Freeze a convening's report.
-- params: $freeze_id text, $event text, $as_at date, $known_on date, $changed_at timestamp, $changed_by text
insert into db.report_freeze
select
    $freeze_id as freeze_id,
    $event as event_id,
    $as_at as as_at,
    $known_on as known_on,
    $changed_at as frozen_at,
    $changed_by as frozen_by,
    null as ended_at,
    null as ended_by;
