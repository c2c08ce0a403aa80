-- Which records of loads speak of a load that is not stored, or was not taken back?
-- grain:  one row per such record
-- params: none
with record as (
    select
        'history' as table_name,
        file || chr(31) || row_key as row_key,
        load_id,
        false as is_of_undone
    from db.history

    union all

    select
        'load_undo' as table_name,
        cast(load_id as varchar) as row_key,
        load_id,
        false as is_of_undone
    from db.load_undo

    union all

    select
        'undone_initiative' as table_name,
        initiative_id as row_key,
        load_id,
        true as is_of_undone
    from db.undone_initiative

    union all

    select
        'undone_status_update' as table_name,
        update_id as row_key,
        load_id,
        true as is_of_undone
    from db.undone_status_update
)

select
    'load_is_noted' as invariant,
    table_name,
    row_key,
    case
        when is_of_undone then format('load {} was not taken back', load_id)
        else format('there is no load {}', load_id)
    end as found
from record
where
    (not is_of_undone and load_id not in (select load.load_id from db.load))
    or (is_of_undone and load_id <> 0 and load_id not in (select load_undo.load_id from db.load_undo))
order by table_name, row_key, found
