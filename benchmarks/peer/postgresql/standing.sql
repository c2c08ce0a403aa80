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
)
