-- Which phases does the programme have?
-- grain:  one row per phase, the earliest first
-- params: none
select
    phase_id,
    name,
    starts_on,
    starts_on_written,
    ends_on,
    ends_on_written,
    note
from db.phase
order by starts_on, phase_id
