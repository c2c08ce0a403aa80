-- Read one picture and others by one macro, each by its days.
-- The linter would indent the whole body of a macro, so it does not judge indentation here.
-- noqa: disable=LT02
create schema memory.some_pictures;

create macro memory.some_pictures.initiative_as_at(as_at, known_on, cities := null, initiatives := null)
as table
select *
from memory.one_picture.initiative_as_at(as_at, known_on, cities := cities, initiatives := initiatives)
where as_at = date 'one_as_at' and known_on = date 'one_known_on'

union all

select *
from memory.other_pictures.initiative_as_at(as_at, known_on, cities := cities, initiatives := initiatives)
where as_at <> date 'one_as_at' or known_on <> date 'one_known_on';
