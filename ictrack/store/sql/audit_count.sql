-- How many changes were recorded?
-- grain:  one row
-- params: $since timestamp or null; $before timestamp or null; $kind text or null; $by text or null;
--         $of_person text or null, who did it or is named in it
select count(*) as entries
from audit_narrowed($since, $before, $kind, $by, $of_person)
