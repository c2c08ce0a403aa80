with recursive {in_vain},

report as {materialized} (
    select
        one.initiative,
        one.reported_on,
        one.kind,
        {status} as status,
        {target} as target
    from status_update as one
    where
        one.reported_on <= :as_at
        and one.recorded_on <= :known_on
        and one.kind <> {withdrawal}
        and (one.corrected_by is null or one."update" in (select "update" from in_vain))
        {of_one}
),

reported as (
    select
        initiative,
        min(reported_on) as first_reported_on,
        max(status) filter (where reported_on <= :since) & 31 as from_rank,
        max(target) filter (where reported_on <= :since) & 32767 as from_target_on,
        max(status) & 31 as to_rank,
        max(target) & 32767 as to_target_on,
        count(*) filter (where reported_on > :since) as updates,
        min(kind = {review}) filter (where reported_on > :since) as are_reviews
    from report
    group by initiative
),

day_between as (
    select
        initiative,
        max(status) & 31 as rank
    from report
    where reported_on > :since and status is not null
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
        one.*,
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
            and coalesce(reported.first_reported_on <= :since, 0)
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
