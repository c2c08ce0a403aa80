-- Which parts of changes follow one, in the order in which they were recorded, and how long is each?
-- grain:  one row per change and part
-- params: $change_id integer, $part integer, the last that is known; -1 and 0 for all
select
    change_id,
    part,
    strlen(payload) as bytes
from db.outbox
where
    change_id > $change_id
    or (change_id = $change_id and part > $part)
order by change_id, part
