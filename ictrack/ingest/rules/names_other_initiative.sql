-- Which corrections and withdrawals name an update of another initiative?
-- grain:  one row per such update
-- params: $replaced text or null
with known as (
    select
        update_id,
        initiative_id
    from sent_naming

    union

    select
        update_id,
        initiative_id
    from db.status_update
    where
        source_id is distinct from $replaced
        and update_id in (select naming.corrects_update_id from sent_naming as naming)
        and update_id not in (select sent.update_id from sent_naming as sent)
)

select
    'status_updates' as file,
    naming.file_row,
    'corrects_update_id' as column_name,
    naming.corrects_update_id as value,
    format('is an update of another initiative, ''{}''', min(known.initiative_id)) as message,
    'the identifier of an update of the same initiative' as allowed
from sent_naming as naming
inner join known on naming.corrects_update_id = known.update_id
where naming.initiative_id is not null and known.initiative_id is not null
group by naming.file_row, naming.corrects_update_id, naming.initiative_id
having not bool_or(known.initiative_id is not distinct from naming.initiative_id)
order by naming.file_row
