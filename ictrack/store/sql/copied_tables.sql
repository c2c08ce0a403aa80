-- Which tables does a backup copy, beside the outbox? All but the writers' lock.
-- grain:  one row per table
-- params: none
select
    table_name,
    'db.main.' || table_name as full_name
from duckdb_tables()
where
    database_name = 'db'
    and schema_name = 'main'
    and table_name not in ('outbox', 'write_lock')
order by table_name
