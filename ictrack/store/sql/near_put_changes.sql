-- Put changes into the copy beside those that it has.
-- params: none
insert into db.outbox by name
select *
from moved_rows;
