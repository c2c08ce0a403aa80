-- Take a whole source away, and keep in the history what its rows said.
-- params: $replaced text, the source; $load_id integer, $changed_at timestamp

insert into db.history
select
    $load_id as load_id,
    $changed_at as changed_at,
    stored_row.file,
    stored_row.row_key,
    'removed' as change,
    stored_row.said as former
from stored_row
where stored_row.source_id = $replaced;

delete from db.phase
where source_id = $replaced;

delete from db.city
where source_id = $replaced;

delete from db.membership
where source_id = $replaced;

delete from db.thematic_area
where source_id = $replaced;

delete from db.principle
where source_id = $replaced;

delete from db.event
where source_id = $replaced;

delete from db.publication
where source_id = $replaced;

delete from db.action_plan
where source_id = $replaced;

delete from db.city_lead
where source_id = $replaced;

delete from db.initiative
where source_id = $replaced;

delete from db.milestone
where source_id = $replaced;

delete from db.status_update
where source_id = $replaced;

delete from db.initiative_link
where source_id = $replaced;

delete from db.taskforce_member
where source_id = $replaced;

delete from db.source
where source_id = $replaced;
