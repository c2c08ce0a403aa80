-- Which rows does one packed part of a payload hold? They are named `unpacked`.
-- grain:  one row per row of the part
-- order:  none, they are put into a table
-- params: none
select *
from unpacked
