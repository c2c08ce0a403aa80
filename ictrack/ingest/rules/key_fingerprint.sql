-- Which fingerprint has the key of each row, with its file? Rows of one key have one.
-- grain:  one row per row of this load that has a key
-- order:  none, because they are sorted where they are compared
select hash(file, row_key) as fingerprint
from sent_key
where row_key is not null
