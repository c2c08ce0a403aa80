-- Which kinds of changes were recorded, and by whom?
-- grain:  one row
-- params: none
select
    list_sort(list(distinct kind)) as kinds,
    list_sort(list(distinct changed_by)) as doers
from db.outbox
