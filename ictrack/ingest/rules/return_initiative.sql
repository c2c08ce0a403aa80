-- Which initiatives are stored, of which city and source, and since when?
-- grain:  one row per initiative
-- params: none
select
    initiative.initiative_id,
    initiative.city_id,
    initiative.title,
    initiative.starts_on_written,
    initiative.added_on_written,
    initiative.source_id,
    source.record_kind = 'returns' as is_asked
from db.initiative
inner join db.source on initiative.source_id = source.source_id
order by initiative.initiative_id
