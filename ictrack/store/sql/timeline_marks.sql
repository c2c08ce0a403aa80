-- Which dated reports were in force on some initiatives, and what did they say?
-- grain:  one row per report
-- params: $as_at date; $known_on date; $initiatives list of identifiers
select
    initiative_id,
    update_id,
    reported_on_written,
    status
from report_in_force($as_at, $known_on, initiatives := $initiatives)
order by initiative_id, reported_on, update_id
