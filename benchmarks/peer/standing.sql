{own},

placed as (
    select
        one.*,
        {rank_told} as rank,
        coalesce({target_told}, one.target_on) as current_target_on
    from initiative as one
    left join reported on one.initiative = reported.initiative
    where
        not one.is_part
        and one.removed_on > :as_at
        and (
            one.joins_on <= :as_at
            or one.joins_with_report and one.frame_starts_on <= :as_at and reported.initiative is not null
        )
        {of_initiative}
),

judged_on as (
    select
        *,
        current_target_on < :as_at and current_target_on < frame_ends_on and not is_open_ended as is_overdue
    from placed
)

select
    city_id,
    area_id,
    phase_id,
    {standing} as standing,
    count(*)
from judged_on
group by 1, 2, 3, 4
