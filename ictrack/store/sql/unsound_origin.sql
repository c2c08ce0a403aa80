-- Which rows came from no source or no load that stands? Load 0 stands for what was borrowed
-- from the public record. Run for each table that holds a file of a source.
-- grain:  one row per such row of the table and what is wrong with it
-- params: none
-- order:  none, because the answers for all tables are put together
select
    'origin_stands' as invariant,
    'one_table' as table_name,
    one_key as row_key,
    'its source, ''' || source_id || ''', is not stored' as found
from db.one_table
where source_id not in (select source.source_id from db.source)

union all

select
    'origin_stands' as invariant,
    'one_table' as table_name,
    one_key as row_key,
    'no load ' || load_id || ' of its source stands' as found
from db.one_table
where
    load_id <> 0
    and (source_id, load_id) not in (
        select (standing.source_id, standing.load_id)
        from standing_load() as standing
    )
