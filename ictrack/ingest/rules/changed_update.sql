-- Which status updates say something else than what was loaded under their identifier?
-- grain:  one row per such update of this load
-- params: $source_id text
select
    sent.file,
    sent.file_row,
    'update_id' as column_name,
    sent.row_key as value,
    'was loaded before and said something else; a status update is never edited' as message,
    'a new update of kind ''correction'' that names it in corrects_update_id' as allowed
from sent_key as sent
inner join stored_key as stored
    on
        sent.file = stored.file
        and sent.row_key = stored.row_key
where
    sent.file = 'status_updates'
    and sent.sent_hash <> stored.sent_hash
    and stored.source_id = $source_id
order by sent.file_row
