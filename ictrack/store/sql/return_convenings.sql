-- For which convenings do cities send returns, when does each cycle end, and when are returns due?
-- Those of a phase; the cycle begins after the cut-off that comes before.
-- grain:  one row per convening of a phase, the last cut-off first
-- params: none
with convening as (
    select
        event_id,
        title,
        phase_id,
        coalesce(cut_off_on, ends_on, starts_on) as cut_off_on,
        coalesce(returns_due_on, cut_off_on, ends_on, starts_on) as due_on
    from db.event
    where
        kind = 'convening'
        and phase_id is not null
)

select
    convening.event_id,
    convening.title,
    convening.phase_id,
    convening.cut_off_on,
    convening.due_on,
    list_max(
        list_filter(return_cycle.cut_offs, lambda cut_off: cut_off < convening.cut_off_on)
    ) as cut_off_before
from convening
cross join return_cycle() as return_cycle
order by convening.cut_off_on desc, convening.event_id desc
