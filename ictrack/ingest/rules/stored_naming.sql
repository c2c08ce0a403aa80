-- Which of the updates that a load sends are stored and name another one?
-- grain:  one row per such update
select update_id
from db.status_update
where
    corrects_update_id is not null
    and update_id in (
        select sent.row_key
        from sent_key as sent
        where sent.file = 'status_updates'
    )
order by update_id
