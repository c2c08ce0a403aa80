-- Which updates name another one wrongly: one that is not stored, of another initiative, that
-- a further update names too, in a circle, or although they are neither a correction nor a
-- withdrawal? And which corrections and withdrawals name none?
-- Each update names one other at most, so from an update that names none every chain of
-- corrections can be walked; what is never reached is in a circle, or hangs from one.
-- grain:  one row per update and what is wrong with it
-- params: none
with recursive naming as (
    select
        status_update.update_id,
        status_update.initiative_id,
        status_update.kind,
        status_update.corrects_update_id as named,
        other.update_id is not null as is_stored,
        other.initiative_id as named_initiative_id,
        count(*) over (partition by status_update.corrects_update_id) as naming_it
    from db.status_update
    left join db.status_update as other on status_update.corrects_update_id = other.update_id
    where status_update.corrects_update_id is not null
),

reached as (
    select update_id
    from db.status_update
    where
        corrects_update_id is null
        or corrects_update_id not in (select others.update_id from db.status_update as others)

    union

    select naming.update_id
    from reached
    inner join naming on reached.update_id = naming.named
),

wrong as (
    select
        'correction_names_its_own' as invariant,
        update_id,
        'names ''' || named || ''', which is not stored' as found
    from naming
    where not is_stored

    union all

    select
        'correction_names_its_own' as invariant,
        update_id,
        'names ''' || named || ''' of the initiative ''' || named_initiative_id || '''' as found
    from naming
    where is_stored and named_initiative_id <> initiative_id

    union all

    select
        'corrected_once' as invariant,
        update_id,
        '''' || named || ''' is named by another one too' as found
    from naming
    where naming_it > 1

    union all

    select
        'corrections_end' as invariant,
        update_id,
        'leads back to itself over ''' || named || '''' as found
    from naming
    where update_id not in (select reached.update_id from reached)

    union all

    select
        'update_fits_its_kind' as invariant,
        update_id,
        case
            when corrects_update_id is null then 'is of the kind ' || kind || ' and names no update'
            else 'is of the kind ' || kind || ' and names ''' || corrects_update_id || ''''
        end as found
    from db.status_update
    where (kind in ('correction', 'withdrawal')) <> (corrects_update_id is not null)

    union all

    select
        'update_fits_its_kind' as invariant,
        update_id,
        'is of the kind ' || kind || ' and holds a status or a new target date' as found
    from db.status_update
    where
        kind in ('reviewed_no_change', 'withdrawal')
        and (status is not null or revised_target_on is not null)

    union all

    select
        'update_fits_its_kind' as invariant,
        update_id,
        'gives a confidence and no status' as found
    from db.status_update
    where confidence is not null and status is null
)

select
    invariant,
    'status_update' as table_name,
    update_id as row_key,
    found
from wrong
order by invariant, row_key, found
