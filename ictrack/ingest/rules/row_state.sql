-- What becomes of each row of this load that is not new?
-- grain:  one row per such row of the files as sent
select
    sent.place,
    case
        when rejected_row.file_row is not null then 'rejected'
        when withheld_row.file_row is not null then 'withheld'
        when sent.sent_hash = stored.sent_hash then 'unchanged'
        when stored.row_key is not null then 'changed'
    end as state
from sent_key as sent
left join stored_key as stored
    on
        sent.file = stored.file
        and sent.row_key = stored.row_key
left join rejected_row
    on
        sent.file = rejected_row.file
        and sent.file_row = rejected_row.file_row
left join withheld_row
    on
        sent.file = withheld_row.file
        and sent.file_row = withheld_row.file_row
where
    stored.row_key is not null
    or rejected_row.file_row is not null
    or withheld_row.file_row is not null
order by sent.place
