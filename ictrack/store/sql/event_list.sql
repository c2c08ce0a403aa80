-- What happened in the programme, and when?
-- grain:  one row per event, the earliest first
-- params: none
select
    event_id,
    kind,
    title,
    phase_id,
    starts_on,
    starts_on_written,
    coalesce(ends_on, starts_on) as ends_on,
    ends_on_written,
    coalesce(cut_off_on, ends_on, starts_on) as cut_off_on,
    place,
    topic,
    note,
    source_title,
    source_url
from db.event
order by starts_on, event_id
