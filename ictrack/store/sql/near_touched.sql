-- Which tables were touched after one state of a lake and up to another? DuckLake notes of each state a list
-- such as 'inserted_into_table:19,inlined_delete:13', by the numbers of the tables. PostgreSQL reads it in
-- one go: its own SQL stands in the text, in which {0} and {1} are the two states.
-- grain:  one row per table, and one without a table if the first of the two is still known
-- params: $taken_over integer, $state integer
select table_name
from
    postgres_query(
        '__ducklake_metadata_db',
        format(
            '
            with touched as (
                select split_part(made, '':'', 2) as table_id
                from ducklake_snapshot_changes
                cross join unnest(string_to_array(changes_made, '','')) as made
                where snapshot_id > {0} and snapshot_id <= {1}
            )

            select table_name
            from ducklake_table
            where cast(table_id as text) in (select table_id from touched)

            union all

            select null as table_name
            from ducklake_snapshot
            where snapshot_id = {0}
            ',
            cast($taken_over as bigint),
            cast($state as bigint)
        )
    )
order by table_name
