-- Which files on S3 have names of a pattern?
-- grain:  one row per file
-- params: $pattern text
select file
from glob($pattern)
order by file
