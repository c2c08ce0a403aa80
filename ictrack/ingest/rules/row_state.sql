-- What becomes of each row of this load?
-- grain:  one row per row of the files as sent
select
    sent.file,
    sent.file_row,
    sent.row_key,
    case
        when rejected_row.file_row is not null then 'rejected'
        when withheld_row.file_row is not null then 'withheld'
        when stored.row_key is null then 'new'
        when sent.sent_hash = stored.sent_hash then 'unchanged'
        else 'changed'
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
order by sent.file, sent.file_row
