-- Of which initiatives is a delivery status in force, so that "no change" has something to confirm?
-- grain:  one row per such initiative
-- params: $as_at date, $known_on date; $cities and $initiatives lists of text, or null for all
select distinct initiative_id
from report_in_force($as_at, $known_on, cities := $cities, initiatives := $initiatives)
where status is not null
order by initiative_id
