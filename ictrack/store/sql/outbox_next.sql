-- Which number will the next change have? The first, 0, names the database itself.
-- grain:  one row
-- params: none
select coalesce(max(change_id) + 1, 0) as next_change_id
from db.outbox
