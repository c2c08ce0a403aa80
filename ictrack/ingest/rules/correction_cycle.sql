-- Which corrections name each other in a circle, or hang from such a circle?
-- Each update names one other at most, so from an update that names none every chain of
-- corrections can be walked; what is never reached is in a circle.
-- grain:  one row per such update of this load
-- params: $replaced text or null
with recursive naming as (
    select
        update_id,
        corrects_update_id
    from sent_naming
    where corrects_update_id is not null

    union

    select
        update_id,
        corrects_update_id
    from db.status_update
    where
        corrects_update_id is not null
        and source_id is distinct from $replaced
        and update_id not in (select sent.update_id from sent_naming as sent)
),

reached as (
    select update_id
    from naming
    where corrects_update_id not in (select others.update_id from naming as others)

    union

    select naming.update_id
    from reached
    inner join naming on reached.update_id = naming.corrects_update_id
)

select
    'status_updates' as file,
    sent.file_row,
    'corrects_update_id' as column_name,
    sent.corrects_update_id as value,
    'leads back to this update: corrections in a circle' as message,
    'the update that was wrong' as allowed
from sent_naming as sent
where
    sent.corrects_update_id is not null
    and sent.corrects_update_id <> sent.update_id
    and sent.update_id not in (select reached.update_id from reached)
order by sent.file_row
