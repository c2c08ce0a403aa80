with recursive {in_vain},

-- The few that are named in vain.
besides as materialized (
    select one.*
    from in_vain
    inner join status_update as one on in_vain."update" = one."update"
    where
        one.reported_on <= :as_at
        and one.recorded_on <= :known_on
        and one.kind <> {withdrawal}
),

told as (
    select
        one.initiative,
        min(one.reported_on) as first_reported_on,
        max({status}) filter (where one.reported_on <= :since) as from_status,
        max({target}) filter (where one.reported_on <= :since) as from_target,
        max({status}) as to_status,
        max({target}) as to_target,
        count(*) filter (where one.reported_on > :since) as updates,
        bool_and(one.kind = {review}) filter (where one.reported_on > :since) as are_reviews
    from status_update as one
    where
        one.reported_on <= :as_at
        and one.recorded_on <= :known_on
        and one.kind <> {withdrawal}
        and one.corrected_by is null
        {of_one}
    group by one.initiative

    union all

    select
        one.initiative,
        min(one.reported_on),
        max({status}) filter (where one.reported_on <= :since),
        max({target}) filter (where one.reported_on <= :since),
        max({status}),
        max({target}),
        count(*) filter (where one.reported_on > :since),
        bool_and(one.kind = {review}) filter (where one.reported_on > :since)
    from besides as one
    group by one.initiative
),

reported as (
    select
        initiative,
        min(first_reported_on) as first_reported_on,
        cast(max(from_status) & 31 as integer) as from_rank,
        date '1970-01-01' + cast(max(from_target) & 32767 as integer) as from_target_on,
        cast(max(to_status) & 31 as integer) as to_rank,
        date '1970-01-01' + cast(max(to_target) & 32767 as integer) as to_target_on,
        sum(updates) as updates,
        bool_and(are_reviews) as are_reviews
    from told
    group by initiative
),

told_between as (
    select
        one.initiative,
        one.reported_on,
        max({status}) as status
    from status_update as one
    where
        one.reported_on > :since
        and one.reported_on <= :as_at
        and one.recorded_on <= :known_on
        and one.kind <> {withdrawal}
        and one.corrected_by is null
        and one.status is not null
        {of_one}
    group by one.initiative, one.reported_on

    union all

    select
        one.initiative,
        one.reported_on,
        {status}
    from besides as one
    where one.reported_on > :since and one.status is not null
),

day_between as (
    select
        initiative,
        cast(max(status) & 31 as integer) as rank
    from told_between
    group by initiative, reported_on
)
