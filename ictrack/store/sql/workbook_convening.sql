-- What does a returns workbook say of the convening that it is for?
-- grain:  one row, or none
-- params: $event text
with convening as (
    select
        event_id,
        title,
        phase_id,
        starts_on_written,
        coalesce(cut_off_on, ends_on, starts_on) as cut_off_on,
        returns_due_on_written
    from db.event
    where
        kind = 'convening'
        and event_id = $event
)

select
    convening.event_id,
    convening.title,
    convening.phase_id,
    convening.starts_on_written,
    convening.cut_off_on,
    convening.returns_due_on_written,
    (
        select max(earlier.day)
        from
            (
                select coalesce(event.cut_off_on, event.ends_on, event.starts_on) as day
                from db.event
                where event.kind = 'convening'
            ) as earlier
        where earlier.day < convening.cut_off_on
    ) as cut_off_before
from convening
