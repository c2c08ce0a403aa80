{own},

lasting as materialized (
    select
        initiative,
        place,
        first_reported_on,
        lead(place, 1, :after) over so_far as place_after,
        {rank_so_far} as rank,
        {target_so_far} as target_on
    from told
    window so_far as (partition by initiative order by place)
),

first_told as (
    select
        initiative,
        min(place) as place,
        min(first_reported_on) as first_reported_on
    from lasting
    group by initiative
),

one as materialized (
    select
        one.*,
        coalesce(first_told.place, :after) as first_place,
        coalesce(joins.place, :after) as join_place,
        coalesce(leaves.place, :after) as leave_place
    from initiative as one
    left join first_told on one.initiative = first_told.initiative
    left join calendar as joins
        on
            joins.day = case
                when one.joins_with_report and first_told.first_reported_on is not null
                    then {least}(one.joins_on, {greatest}(first_told.first_reported_on, one.frame_starts_on))
                else one.joins_on
            end
    left join calendar as leaves on one.removed_on = leaves.day
    where not one.is_part {of_initiative}
),

stay as (
    select
        lasting.initiative,
        lasting.place,
        lasting.place_after,
        lasting.rank,
        lasting.target_on
    from lasting

    union all

    select
        initiative,
        1,
        first_place,
        null,
        null
    from one
),

clipped as (
    select
        stay.rank,
        {greatest}(stay.place, one.join_place) as place,
        {least}(stay.place_after, one.leave_place) as place_after,
        case
            when
                one.is_open_ended
                or coalesce(stay.target_on, one.target_on) is null
                or coalesce(stay.target_on, one.target_on) >= one.frame_ends_on
                then :after
            else coalesce(due.place, :after)
        end as due_place
    from stay
    inner join one on stay.initiative = one.initiative
    left join calendar as due on due.day = coalesce(stay.target_on, one.target_on) + 1
),

alike as materialized (
    select
        rank,
        place,
        {greatest}(place, {least}(place_after, due_place)) as due_place,
        place_after,
        count(*) as initiatives
    from clipped
    where place < place_after
    group by 1, 2, 3, 4
),

step as (
    select place, {standing_in_time} as standing, initiatives from alike
    union all
    select due_place, {standing_in_time}, -initiatives from alike
    union all
    select due_place, {standing_overdue}, initiatives from alike
    union all
    select place_after, {standing_overdue}, -initiatives from alike
),

place as (
    select distinct place from calendar
),

kind as (
    select distinct standing from step
)

select
    place.place,
    kind.standing,
    sum(step.initiatives) as initiatives
from place
cross join kind
inner join step on kind.standing = step.standing and step.place <= place.place
group by 1, 2
having sum(step.initiatives) > 0
