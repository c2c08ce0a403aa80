-- Put what a source says of itself in place of what was stored, and keep the former.
-- params: $load_id integer, $changed_at timestamp

insert into db.history
select
    $load_id as load_id,
    $changed_at as changed_at,
    'source' as file,
    source.source_id as row_key,
    'changed' as change,
    to_json(source) as former
from db.source as source
inner join sent_source on source.source_id = sent_source.source_id
where source is distinct from sent_source;

delete from db.source
using sent_source
where source.source_id = sent_source.source_id;

insert into db.source by name
select * from sent_source;
