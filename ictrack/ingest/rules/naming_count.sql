-- How many updates that a load sends name another one?
-- grain:  one row
select count(corrects_update_id) as naming
from sent_naming
