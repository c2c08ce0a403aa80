-- Take drafts away for good.
-- params: $submission_ids list of text
delete from db.submission
where list_contains($submission_ids, submission_id);
