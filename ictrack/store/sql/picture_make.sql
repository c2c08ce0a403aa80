-- Keep a picture in a schema of its own, with the macro that reads it in place of the one that works
-- it out; both give the same.
-- The linter would indent the whole body of a macro, so it does not judge indentation here.
-- noqa: disable=LT02
-- params: $as_at date, $known_on date
create schema memory.one_picture;

create table memory.one_picture.initiative as
select *
from initiative_as_at($as_at, $known_on);

create macro memory.one_picture.initiative_as_at(as_at, known_on, cities := null, initiatives := null)
as table
select *
from memory.one_picture.initiative
where
    (cities is null or list_contains(cities, city_id))
    and (initiatives is null or list_contains(cast(initiatives as varchar[]), initiative_id));
