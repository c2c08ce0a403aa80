-- Which state of a lake does this transaction see? They are numbered one after the other.
-- grain:  one row
-- params: none
select cast(id as bigint) as state
from ducklake_current_snapshot('db')
