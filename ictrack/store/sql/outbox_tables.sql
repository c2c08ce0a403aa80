-- Which tables hold what the outbox tells of? All but the outbox itself, the writers' lock, and
-- the two that tell who people are and when they came, which are in no journal.
-- grain:  one row per table
-- params: none
select
    table_name,
    'db.main.' || table_name as full_name,
    estimated_size
from duckdb_tables()
where
    database_name = 'db'
    and schema_name = 'main'
    and table_name not in ('outbox', 'write_lock', 'person', 'login')
order by table_name
