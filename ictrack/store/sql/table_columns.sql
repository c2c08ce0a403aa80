-- Which columns has each table, of which type?
-- grain:  one row per table
-- params: none
select
    table_name,
    to_json(map(list(column_name order by column_index), list(data_type order by column_index)))
        as structure
from duckdb_columns()
where
    database_name = 'db'
    and schema_name = 'main'
group by table_name
order by table_name
