-- What came after a picture was made: how many changes of the kinds that are named, how many new
-- initiatives and updates, and of which initiatives these are?
-- grain:  one row
-- params: $change_id integer, $load_id integer, the last of the picture; $kinds list of text; $most integer,
--         the number of rows that are looked at
with change as (
    select distinct change_id
    from db.outbox
    where change_id > $change_id and list_contains($kinds, kind)
),

added as (
    select
        initiative_id,
        true as is_update
    from db.status_update
    where load_id > $load_id

    union all

    select
        initiative_id,
        false as is_update
    from db.initiative
    where load_id > $load_id
    -- Of so many more nothing is carried on.
    limit $most
)

select
    (select count(*) from change) as changes,
    count(*) filter (not is_update) as initiatives,
    count(*) filter (is_update) as updates,
    coalesce(list(distinct initiative_id order by initiative_id), []) as of_initiatives
from added
order by changes
