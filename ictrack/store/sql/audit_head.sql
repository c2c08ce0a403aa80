-- What is the head of the audit, and which change is it of?
-- grain:  one row, or none where no change bears a head
-- params: none
select
    change_id,
    audit_head
from db.outbox
where audit_head is not null
order by change_id desc
limit 1
