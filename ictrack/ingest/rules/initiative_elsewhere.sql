-- Which initiatives belong to other sources, and what is said of them to this one?
-- grain:  one row per initiative of another source
-- params: $source_id text
select
    initiative.initiative_id,
    belongs_to(source.title) as message,
    instead_of_other_source(source.title, source.bundled) as allowed
from db.initiative
inner join db.source on initiative.source_id = source.source_id
where initiative.source_id <> $source_id
order by initiative.initiative_id
