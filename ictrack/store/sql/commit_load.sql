-- Note one load: who, when, what file, and what came of its rows.
-- params: what the table holds: $load_id, $source_id, $changed_at, $loaded_by, $file_name,
--         $file_fingerprint, $recorded_mode, $rows_new, $rows_changed, $rows_unchanged,
--         $rows_rejected, $rows_withheld
insert into db.load
select
    $load_id as load_id,
    $source_id as source_id,
    $changed_at as loaded_at,
    $loaded_by as loaded_by,
    $file_name as file_name,
    $file_fingerprint as file_fingerprint,
    $recorded_mode as recorded_mode,
    $rows_new as rows_new,
    $rows_changed as rows_changed,
    $rows_unchanged as rows_unchanged,
    $rows_rejected as rows_rejected,
    $rows_withheld as rows_withheld;
