-- Carry a picture on: the initiatives of which anything came since are worked out anew and kept in a
-- schema of its own, the others are read where they are.
-- The linter would indent the whole body of a macro, so it does not judge indentation here.
-- noqa: disable=LT02
-- params: $as_at date, $known_on date, $initiatives list of text
create schema memory.one_picture;

create table memory.one_picture.since as
select unnest(cast($initiatives as varchar[])) as initiative_id;

create table memory.one_picture.initiative as
select *
from initiative_as_at($as_at, $known_on, initiatives := $initiatives);

create macro memory.one_picture.initiative_as_at(as_at, known_on, cities := null, initiatives := null)
as table
select *
from
    memory.former_picture.initiative_as_at(as_at, known_on, cities := cities, initiatives := initiatives)
where initiative_id not in (select since.initiative_id from memory.one_picture.since as since)

union all

select *
from memory.one_picture.initiative
where
    (cities is null or list_contains(cities, city_id))
    and (initiatives is null or list_contains(cast(initiatives as varchar[]), initiative_id));
