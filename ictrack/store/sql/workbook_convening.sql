-- What does a returns workbook say of the convening that it is for? Returns are for those of a phase.
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
        and phase_id is not null
        and event_id = $event
)

select
    convening.event_id,
    convening.title,
    convening.phase_id,
    convening.starts_on_written,
    convening.cut_off_on,
    convening.returns_due_on_written,
    list_max(
        list_filter(return_cycle.cut_offs, lambda cut_off: cut_off < convening.cut_off_on)
    ) as cut_off_before
from convening
cross join return_cycle() as return_cycle
order by convening.event_id
