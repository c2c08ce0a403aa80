-- Give back what a source said of itself before a load: the load's own source, unless a
-- later load changed it again, and the one that the load took away.
-- params: $load_id integer; $structure text, the columns of the table source, as JSON
create or replace temp table former_source as
select former.*
from (
    select unnest(from_json(history.former, $structure))
    from db.history
    where
        history.load_id = $load_id
        and history.file = 'source'
        and history.change in ('changed', 'removed')
        and not exists (
            select 1
            from db.history as again
            inner join standing_load() as other on again.load_id = other.load_id
            where
                again.file = 'source'
                and again.row_key = history.row_key
                and again.load_id > $load_id
        )
) as former;

delete from db.source
using former_source
where source.source_id = former_source.source_id;

insert into db.source by name
select * from former_source;
