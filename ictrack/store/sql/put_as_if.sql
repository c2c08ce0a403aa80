-- Put status updates among the stored ones, to be asked about and taken away again.
-- params: $source_id text
insert into db.status_update by name
select
    sent.* exclude (row_key),
    $source_id as source_id,
    0 as load_id
from sent_status_updates as sent;
