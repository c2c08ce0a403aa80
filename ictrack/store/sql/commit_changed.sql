-- Take away the rows that a load changes, and keep in the history what they said.
-- params: $load_id integer, $changed_at timestamp

insert into db.history
select
    $load_id as load_id,
    $changed_at as changed_at,
    accepted.file,
    accepted.row_key,
    'changed' as change,
    stored_row.said as former
from accepted
inner join stored_row
    on
        accepted.file = stored_row.file
        and accepted.row_key = stored_row.row_key
where accepted.state = 'changed';

delete from db.phase
using accepted
where
    accepted.file = 'phases'
    and accepted.state = 'changed'
    and accepted.row_key = phase.phase_id;

delete from db.city
using accepted
where
    accepted.file = 'cities'
    and accepted.state = 'changed'
    and accepted.row_key = city.city_id;

delete from db.membership
using accepted
where
    accepted.file = 'memberships'
    and accepted.state = 'changed'
    and accepted.row_key = membership.city_id || chr(31) || membership.phase_id;

delete from db.thematic_area
using accepted
where
    accepted.file = 'thematic_areas'
    and accepted.state = 'changed'
    and accepted.row_key = thematic_area.area_id;

delete from db.principle
using accepted
where
    accepted.file = 'principles'
    and accepted.state = 'changed'
    and accepted.row_key = principle.principle_id;

delete from db.event
using accepted
where
    accepted.file = 'events'
    and accepted.state = 'changed'
    and accepted.row_key = event.event_id;

delete from db.publication
using accepted
where
    accepted.file = 'publications'
    and accepted.state = 'changed'
    and accepted.row_key = publication.publication_id;

delete from db.action_plan
using accepted
where
    accepted.file = 'action_plans'
    and accepted.state = 'changed'
    and accepted.row_key = action_plan.plan_id;

delete from db.city_lead
using accepted
where
    accepted.file = 'city_leads'
    and accepted.state = 'changed'
    and accepted.row_key = city_lead.city_id || chr(31) || city_lead.kind || chr(31) || city_lead.role;

delete from db.initiative
using accepted
where
    accepted.file = 'initiatives'
    and accepted.state = 'changed'
    and accepted.row_key = initiative.initiative_id;

delete from db.milestone
using accepted
where
    accepted.file = 'milestones'
    and accepted.state = 'changed'
    and accepted.row_key = milestone.milestone_id;

delete from db.status_update
using accepted
where
    accepted.file = 'status_updates'
    and accepted.state = 'changed'
    and accepted.row_key = status_update.update_id;

delete from db.initiative_link
using accepted
where
    accepted.file = 'initiative_links'
    and accepted.state = 'changed'
    and accepted.row_key
    = concat_ws(chr(31), initiative_link.from_id, initiative_link.to_id, initiative_link.kind);

delete from db.taskforce_member
using accepted
where
    accepted.file = 'taskforce_members'
    and accepted.state = 'changed'
    and accepted.row_key = taskforce_member.member_id;
