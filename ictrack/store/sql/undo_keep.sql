-- Keep what goes with a load: in the history what its rows said; of initiatives and updates
-- the rows themselves, which still count for pictures as known on earlier days.
-- params: $load_id integer; $source_id text, its source; $is_only_one whether its source goes
--         with it; $undone_at timestamp, $undone_on date
insert into db.history
select
    $load_id as load_id,
    $undone_at as changed_at,
    file,
    row_key,
    'undone' as change,
    said as former
from stored_row
where
    load_id = $load_id
    or (load_id = 0 and source_id = $source_id and $is_only_one);

insert into db.undone_initiative by name
select
    $undone_on as undone_on,
    initiative.*
from db.initiative
where
    load_id = $load_id
    and initiative_id not in (
        select history.row_key
        from db.history
        where
            history.load_id = $load_id
            and history.file = 'initiatives'
            and history.change = 'changed'
    );

insert into db.undone_status_update by name
select
    $undone_on as undone_on,
    status_update.*
from db.status_update
where load_id = $load_id;
