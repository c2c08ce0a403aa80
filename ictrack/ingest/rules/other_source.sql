-- Which identifiers of this load belong to a row of another source?
-- A row of the files that all sources share, if it says the same, is no issue.
-- grain:  one row per such row of this load
-- params: $source_id text, $shared_files list of text
select
    sent.file,
    sent.file_row,
    null::varchar as column_name,
    replace(sent.row_key, chr(31), ', ') as value,
    belongs_to(source.title) as message,
    instead_of_other_source(source.title, source.bundled) as allowed
from sent_key as sent
inner join stored_key as stored
    on
        sent.file = stored.file
        and sent.row_key = stored.row_key
inner join db.source as source on stored.source_id = source.source_id
where
    stored.source_id <> $source_id
    and (not list_contains($shared_files, sent.file) or sent.sent_hash is distinct from stored.sent_hash)
order by sent.file, sent.file_row
