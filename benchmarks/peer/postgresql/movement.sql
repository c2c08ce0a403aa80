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
),

between_days as (
    select
        initiative,
        min(rank) as lowest_rank,
        max(rank) as highest_rank
    from day_between
    group by initiative
),

placed as (
    select
        one.initiative_id,
        one.frame_ends_on,
        one.is_open_ended,
        reported.from_rank,
        reported.to_rank,
        coalesce(reported.from_target_on, one.target_on) as from_target_on,
        coalesce(reported.to_target_on, one.target_on) as to_target_on,
        coalesce(reported.updates, 0) as updates,
        reported.are_reviews,
        between_days.lowest_rank,
        between_days.highest_rank,
        one.removed_on > :since
        and (
            one.joins_on <= :since
            or one.joins_with_report
            and one.frame_starts_on <= :since
            and coalesce(reported.first_reported_on <= :since, false)
        ) as counted_before,
        one.removed_on > :as_at
        and (
            one.joins_on <= :as_at
            or one.joins_with_report
            and one.frame_starts_on <= :as_at
            and reported.first_reported_on is not null
        ) as counts_now
    from initiative as one
    left join reported on one.initiative = reported.initiative
    left join between_days on one.initiative = between_days.initiative
    where not one.is_part {of_initiative}
),

due as (
    select
        *,
        from_target_on < :since and from_target_on < frame_ends_on and not is_open_ended as was_overdue,
        to_target_on < :as_at and to_target_on < frame_ends_on and not is_open_ended as is_overdue
    from placed
    where counted_before or counts_now
),

stood as (
    select
        *,
        case when counted_before then {from_standing} end as from_standing,
        case when counts_now then {to_standing} end as to_standing
    from due
)

select
    initiative_id,
    {movement} as movement,
    from_standing,
    to_standing
from stood
