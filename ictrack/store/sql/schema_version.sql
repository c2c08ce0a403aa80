-- Which version of the schema does the database have?
-- grain:  one row
-- params: none
select max(schema_version) as schema_version
from db.write_lock
order by schema_version
