-- Keep of the updates of one initiative that speak of one day in which order they come, by their
-- identifiers: the first is 0. An update that is alone on its day has none.
-- params: $load_id integer, the load that brought what is new, or null where everything is judged
create or replace temp view day_of_update as
select
    load_id,
    initiative_id,
    reported_on,
    update_id
from db.status_update
where reported_on is not null

union all

select
    load_id,
    initiative_id,
    reported_on,
    update_id
from db.undone_status_update
where reported_on is not null;

create or replace temp table touched_day as
select
    initiative_id,
    reported_on
from db.status_update
where load_id = $load_id and reported_on is not null
group by initiative_id, reported_on;

-- Most days are of one update alone, and are done with here. One of the two parts is left out before
-- anything is read.
create or replace temp table shared_key as
select
    initiative_id,
    reported_on
from day_of_update
where $load_id is null
group by initiative_id, reported_on
having count(*) > 1

union all

select
    day_of_update.initiative_id,
    day_of_update.reported_on
from day_of_update
inner join touched_day
    on
        day_of_update.initiative_id = touched_day.initiative_id
        and day_of_update.reported_on = touched_day.reported_on
where $load_id is not null
group by day_of_update.initiative_id, day_of_update.reported_on
having count(*) > 1;

-- What was taken back and came again is in both tables, and has one place.
create or replace temp table shared_day as
with of_day as (
    select distinct
        day_of_update.initiative_id,
        day_of_update.reported_on,
        day_of_update.update_id
    from day_of_update
    inner join shared_key
        on
            day_of_update.initiative_id = shared_key.initiative_id
            and day_of_update.reported_on = shared_key.reported_on
)

select
    initiative_id,
    reported_on,
    update_id,
    row_number() over (partition by initiative_id, reported_on order by update_id) - 1 as day_place
from of_day
qualify count(*) over (partition by initiative_id, reported_on) > 1;
