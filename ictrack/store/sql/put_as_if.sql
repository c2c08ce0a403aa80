-- Put status updates among the stored ones, to be asked about and taken away again.
-- params: $source_id text, $load_id integer, of no load that there is
insert into db.status_update by name
select
    sent.* exclude (row_key),
    $source_id as source_id,
    $load_id as load_id
from sent_status_updates as sent;
