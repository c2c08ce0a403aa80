with recursive {in_vain},

told as (
    select
        one.initiative,
        calendar.place,
        min(one.reported_on) as first_reported_on,
        max({status}) as status,
        max({target}) as target
    from status_update as one
    inner join calendar on one.reported_on = calendar.day
    where
        one.reported_on <= :last
        and one.recorded_on <= :known_on
        and one.kind <> {withdrawal}
        and (one.corrected_by is null or one."update" in (select "update" from in_vain))
        {of_one}
    group by one.initiative, calendar.place
)
