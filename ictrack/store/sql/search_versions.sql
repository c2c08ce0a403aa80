-- Which version of the data is stored, and of which is the index of the search?
-- grain:  one row
-- params: none
select
    write_lock.version as stored,
    search_state.version as indexed
from db.write_lock
cross join memory.main.search_state
