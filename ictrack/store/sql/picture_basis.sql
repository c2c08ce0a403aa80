-- Of which data would a picture be that is made now? Beside the numbers that grow with every change
-- stands the sum of all that an initiative's picture takes from elsewhere than itself and its updates.
-- A row as a whole is named by its table, which the linter does not know.
-- noqa: disable=AL05
-- grain:  one row
-- params: none
with elsewhere as (
    select hash(source) as part
    from standing_source() as source

    union all

    select hash(phase) as part
    from db.phase as phase

    union all

    select hash(city) as part
    from db.city as city

    union all

    select hash(action_plan) as part
    from db.action_plan as action_plan

    union all

    select hash(initiative_link) as part
    from db.initiative_link as initiative_link

    union all

    select hash(undone.initiative_id, undone.undone_on) as part
    from db.undone_initiative as undone

    union all

    select hash(undone.update_id, undone.undone_on) as part
    from db.undone_status_update as undone
)

select
    write_lock.version,
    coalesce((select max(outbox.change_id) from db.outbox as outbox), -1) as change_id,
    coalesce((select max(load.load_id) from db.load as load), 0) as load_id,
    (select count(*) from db.initiative as initiative) as initiatives,
    (select count(*) from db.status_update as status_update) as updates,
    coalesce((select sum(elsewhere.part) from elsewhere), 0) as elsewhere
from db.write_lock
order by write_lock.version
