-- What was written last beside each section of a convening's report, when and by whom?
-- grain:  one row per section that was ever written on; an empty text was taken back
-- params: $event text
select
    section,
    text,
    written_at,
    written_by
from readable_commentary()
where event_id = $event
qualify row_number() over (partition by section order by written_at desc, text desc) = 1
order by section
