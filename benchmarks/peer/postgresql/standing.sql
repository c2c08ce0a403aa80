with recursive {in_vain},

-- Those that nothing names, on all cores; and the few that are named in vain.
told as (
    select
        one.initiative,
        max({status}) as status,
        max({target}) as target
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
        {status},
        {target}
    from in_vain
    inner join status_update as one on in_vain."update" = one."update"
    where
        one.reported_on <= :as_at
        and one.recorded_on <= :known_on
        and one.kind <> {withdrawal}
),

reported as (
    select
        initiative,
        max(status) as status,
        max(target) as target
    from told
    group by initiative
),

placed as (
    select
        one.*,
        cast(reported.status & 31 as integer) as rank,
        coalesce(date '1970-01-01' + cast(reported.target & 32767 as integer), one.target_on)
            as current_target_on
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
