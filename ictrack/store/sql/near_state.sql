-- Which state of a lake does this transaction read?
-- grain:  one row
-- params: none
select id as state
from ducklake_current_snapshot('db')
order by state
