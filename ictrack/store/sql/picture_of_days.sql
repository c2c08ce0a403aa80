-- One picture of some that are read together, where its days are asked for.
select *
from memory.one_picture.initiative_as_at(as_at, known_on, cities := cities, initiatives := initiatives)
where as_at = date 'one_as_at' and known_on = date 'one_known_on'
