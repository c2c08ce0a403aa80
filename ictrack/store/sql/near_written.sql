-- What do the rows of a table say that were written after a state of a lake? Of each DuckLake knows the state
-- that it was written in, whatever file it lies in by now; of one that was changed, that of the change.
-- grain:  one row per row of the table
-- order:  none, they are copied as they lie
-- params: $taken_over integer, a state
select one_table.*
from db.one_table as one_table
where one_table.snapshot_id > $taken_over
