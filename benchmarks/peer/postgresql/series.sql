with recursive {in_vain},

-- Those that nothing names, on all cores; and the few that are named in vain.
told_of_any as (
    select
        one.initiative,
        calendar.place,
        min(one.reported_on) as first_reported_on,
        max({status}) as status,
        max({target}) as target
    from status_update as one
    inner join calendar on one.reported_on = calendar.day
    where
        one.recorded_on <= :known_on
        and one.kind <> {withdrawal}
        and one.corrected_by is null
        {of_one}
    group by one.initiative, calendar.place

    union all

    select
        one.initiative,
        calendar.place,
        one.reported_on,
        {status},
        {target}
    from in_vain
    inner join status_update as one on in_vain."update" = one."update"
    inner join calendar on one.reported_on = calendar.day
    where one.recorded_on <= :known_on and one.kind <> {withdrawal}
),

told as (
    select
        initiative,
        place,
        min(first_reported_on) as first_reported_on,
        max(status) as status,
        max(target) as target
    from told_of_any
    group by initiative, place
)
