-- Which sources are the public record that ships with ictrack, where more than one is?
-- grain:  one row per such source
-- params: none
select
    'one_public_record' as invariant,
    'source' as table_name,
    source_id as row_key,
    count(*) over () || ' sources are said to be it' as found
from db.source
where bundled
qualify count(*) over () > 1
order by row_key
