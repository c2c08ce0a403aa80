-- Unfreeze a convening's report; what was frozen stays kept.
-- params: $freeze_id text, $changed_at timestamp, $changed_by text
update db.report_freeze
set
    ended_at = $changed_at,
    ended_by = $changed_by
where
    freeze_id = $freeze_id
    and ended_at is null;
