{own},

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
