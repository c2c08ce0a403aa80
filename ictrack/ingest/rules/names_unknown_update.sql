-- Which corrections and withdrawals name an update that nobody has sent?
-- grain:  one row per such update
with known as (
    select update_id as row_key from sent_naming

    union all

    select row_key from stored_key
    where file = 'status_updates'
)

select
    'status_updates' as file,
    file_row,
    'corrects_update_id' as column_name,
    corrects_update_id as value,
    'is not a status update that is known' as message,
    'the identifier of an update of the same initiative' as allowed
from sent_naming
where
    corrects_update_id is not null
    and corrects_update_id not in (select known.row_key from known)
order by file_row
