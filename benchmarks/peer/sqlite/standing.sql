with recursive {in_vain},

reported as (
    select
        one.initiative,
        max({status}) as status,
        max({target}) as target
    from status_update as one
    where
        one.reported_on <= :as_at
        and one.recorded_on <= :known_on
        and one.kind <> {withdrawal}
        and (one.corrected_by is null or one."update" in (select "update" from in_vain))
        {of_one}
    group by one.initiative
)
