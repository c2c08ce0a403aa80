-- Of which source and of which city is each of some initiatives?
-- grain:  one row per initiative that is stored
-- params: $initiatives list of text
select
    initiative_id,
    source_id,
    city_id
from readable_initiative()
where list_contains($initiatives, initiative_id)
order by initiative_id
