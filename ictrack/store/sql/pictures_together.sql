-- Read some pictures by one macro, each by its days: in place of the last line stands one
-- `picture_of_days` for each.
-- The linter would indent the whole body of a macro, so it does not judge indentation here.
-- noqa: disable=LT02
create schema memory.some_pictures;

create macro memory.some_pictures.initiative_as_at(as_at, known_on, cities := null, initiatives := null)
as table
from one_picture;
