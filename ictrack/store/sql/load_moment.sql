-- Which version is the store at, and which number will the next load have?
-- grain:  one row
select
    max(version) as version,
    (select coalesce(max(load_id), 0) + 1 from db.load) as next_load_id
from db.write_lock
