-- Which updates correct or withdraw one that another update names already?
-- grain:  one row per update of this load that does
-- params: $replaced text or null
with naming as (
    select
        update_id,
        corrects_update_id,
        file_row
    from sent_naming
    where corrects_update_id is not null

    union all

    select
        update_id,
        corrects_update_id,
        null as file_row
    from db.status_update
    where
        corrects_update_id in (select sent.corrects_update_id from sent_naming as sent)
        and source_id is distinct from $replaced
        and update_id not in (select sent.update_id from sent_naming as sent)
),

counted as (
    select
        *,
        count(*) over (partition by corrects_update_id) as naming_it,
        min(update_id) over (partition by corrects_update_id) as first_update_id,
        max(update_id) over (partition by corrects_update_id) as last_update_id
    from naming
)

select
    'status_updates' as file,
    file_row,
    'corrects_update_id' as column_name,
    corrects_update_id as value,
    format(
        'is named by ''{}'' already',
        case when update_id = first_update_id then last_update_id else first_update_id end
    ) as message,
    'the identifier of the newest correction, to correct it in turn' as allowed
from counted
where naming_it > 1 and file_row is not null
order by file_row
