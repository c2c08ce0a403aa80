-- Keep of each update on which days it is taken back or restored by corrections and withdrawals.
-- Each update is named by one other at most at a time, so the ones that name each other form a chain;
-- judged from the newest recorded back, every second link of it has an effect. A link that is older
-- than the one it names is judged after it, too late to stop it; of two that were recorded on one
-- day, the one with the greater identifier is the newer. What a load brought that was taken back
-- names another until that day.
-- params: $load_id integer, the load that brought what is new, or null where everything is judged
create or replace temp table concerned as
select initiative_id
from db.status_update
where
    load_id = coalesce($load_id, load_id)
    and (corrects_update_id is not null or taken_back_on is not null)

union

-- What was taken back and comes again may be named by what was taken back.
select initiative_id
from db.status_update
where
    load_id = coalesce($load_id, load_id)
    and update_id in (
        select unnest([undone.update_id, undone.corrects_update_id])
        from db.undone_status_update as undone
        where undone.corrects_update_id is not null
    )

union

select initiative_id
from db.undone_status_update
where $load_id is null and (corrects_update_id is not null or taken_back_on is not null);

create or replace temp table naming as
select
    initiative_id,
    update_id,
    corrects_update_id,
    coalesce(recorded_on, date '0001-01-01') as known_from,
    cast(null as date) as known_until
from db.status_update
where
    corrects_update_id is not null
    and initiative_id in (select concerned.initiative_id from concerned)

union all

select
    initiative_id,
    update_id,
    corrects_update_id,
    coalesce(recorded_on, date '0001-01-01') as known_from,
    undone_on as known_until
from db.undone_status_update
where
    corrects_update_id is not null
    and coalesce(recorded_on < undone_on, true)
    and initiative_id in (select concerned.initiative_id from concerned);

-- Few name one that names another, are named by one that is named, or name what another names too:
-- only these are judged day by day.
create or replace temp table disputed as
select *
from naming
where
    corrects_update_id in (select named.update_id from naming as named)
    or update_id in (select other.corrects_update_id from naming as other)
    or corrects_update_id in (
        select twice.corrects_update_id
        from naming as twice
        group by twice.corrects_update_id
        having count(*) > 1
    );

create or replace temp table taken_back as
with turning_day as (
    select
        initiative_id,
        known_from as day
    from disputed

    union

    select
        initiative_id,
        known_until as day
    from disputed
    where known_until is not null
),

placed as (
    select
        initiative_id,
        day,
        row_number() over (partition by initiative_id order by day) as place
    from turning_day
),

-- The links that were known on a day, each as its day, its update and the one that it names. The
-- linter knows no lambda of two, in what is made of them.
-- noqa: disable=LT01,PRS
linked as (
    select
        placed.initiative_id,
        placed.place,
        list_reverse_sort(
            list(
                [
                    cast(disputed.known_from as varchar),
                    disputed.update_id,
                    disputed.corrects_update_id
                ]
            )
        ) as links
    from placed
    inner join disputed
        on
            placed.initiative_id = disputed.initiative_id
            and placed.day >= disputed.known_from
            and coalesce(placed.day < disputed.known_until, true)
    group by placed.initiative_id, placed.place
),

ignored as (
    select
        initiative_id,
        place,
        unnest(
            list_distinct(
                list_reduce(
                    links,
                    lambda found, link:
                        case
                            when list_contains(found, link[2]) then found
                            else list_append(found, link[3])
                        end,
                    cast([] as varchar[])
                )
            )
        ) as update_id
    from linked
),

-- noqa: enable=LT01,PRS
beside_others as (
    select
        *,
        coalesce(lag(place) over of_update = place - 1, false) as was_ignored,
        coalesce(lead(place) over of_update = place + 1, false) as stays_ignored
    from ignored
    window of_update as (partition by initiative_id, update_id order by place)
),

turn as (
    select
        beside_others.initiative_id,
        beside_others.update_id,
        placed.day
    from beside_others
    inner join placed
        on
            beside_others.initiative_id = placed.initiative_id
            and (
                (beside_others.place = placed.place and not beside_others.was_ignored)
                or (beside_others.place + 1 = placed.place and not beside_others.stays_ignored)
            )

    union all

    select
        initiative_id,
        corrects_update_id as update_id,
        unnest(list_filter([known_from, known_until], lambda day: day is not null)) as day
    from naming
    where update_id not in (select disputed.update_id from disputed)
)

select
    initiative_id,
    update_id,
    list_sort(list(day))[1] as taken_back_on,
    list_sort(list(day))[2] as restored_on,
    case
        when count(*) > 2
            then array_to_string(cast(list_sort(list(day))[3:] as varchar[]), ' ')
    end as later_turns
from turn
group by initiative_id, update_id;
