-- Which initiatives of this source do some cities have, and under which titles?
-- grain:  one row per initiative
-- params: $source_id text; $cities list of text
select
    initiative_id,
    city_id,
    phase_id,
    title
from db.initiative
where
    source_id = $source_id
    and city_id in (select unnest(cast($cities as varchar[])))
order by initiative_id
