-- Which version of the data is stored, of which is the index of the search, and has it the days?
-- grain:  one row
-- params: $as_at date, $known_on date
select
    write_lock.version as stored,
    search_state.version as indexed,
    exists(
        select 1
        from memory.main.search_days as days
        where
            days.as_at = $as_at
            and days.known_on = $known_on
    ) as has_days
from db.write_lock
cross join memory.main.search_state
