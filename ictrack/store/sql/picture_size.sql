-- How many initiatives does a picture hold?
-- grain:  one row
select count(*) as initiatives
from memory.one_picture.initiative
