-- The updates that are named by a correction or withdrawal which has no effect: it is not known yet,
-- or is taken back by a newer one that has an effect.
judged (initiative, "update", corrects, recorded_on, holds) as (
    select
        one.initiative,
        one."update",
        one.corrects,
        one.recorded_on,
        one.recorded_on <= :known_on
    from correction as one
    left join correction as naming
        on one.initiative = naming.initiative and one.corrected_by = naming."update"
    where
        (one.corrects_correction or one.corrected_by is not null)
        and (
            naming."update" is null
            or (naming.recorded_on, naming."update") < (one.recorded_on, one."update")
        )
        {of_one}

    union all

    select
        one.initiative,
        one."update",
        one.corrects,
        one.recorded_on,
        one.recorded_on <= :known_on and not judged.holds
    from judged
    inner join correction as one
        on judged.initiative = one.initiative and judged.corrects = one."update"
    where (judged.recorded_on, judged."update") > (one.recorded_on, one."update")
),

in_vain as materialized (
    select corrects as "update"
    from judged
    where not holds

    union all

    select one.corrects
    from correction as one
    where
        one.corrected_by is null
        and not one.corrects_correction
        and one.recorded_on > :known_on
        {of_one}
)
