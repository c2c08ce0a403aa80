-- Which initiatives are parts of those of some cities?
-- grain:  one row per part
-- params: $cities list of text
select distinct link.from_id as initiative_id
from readable_initiative_link() as link
inner join initiative_of($cities) as whole on link.to_id = whole.initiative_id
where link.kind = 'part_of'
order by link.from_id
