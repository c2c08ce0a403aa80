-- Every row that is stored, of every file: its key, where it came from, what it says.
-- What is kept of an update beside what was said of it follows from the others and is left out.
-- grain:  one row per file and row_key; a key of several columns is joined by chr(31)
create or replace temp view stored_row as
select
    'phases' as file,
    phase.phase_id as row_key,
    phase.source_id,
    phase.load_id,
    phase.sent_hash,
    to_json(phase) as said
from db.phase

union all

select
    'cities' as file,
    city.city_id as row_key,
    city.source_id,
    city.load_id,
    city.sent_hash,
    to_json(city) as said
from db.city

union all

select
    'memberships' as file,
    membership.city_id || chr(31) || membership.phase_id as row_key,
    membership.source_id,
    membership.load_id,
    membership.sent_hash,
    to_json(membership) as said
from db.membership

union all

select
    'thematic_areas' as file,
    thematic_area.area_id as row_key,
    thematic_area.source_id,
    thematic_area.load_id,
    thematic_area.sent_hash,
    to_json(thematic_area) as said
from db.thematic_area

union all

select
    'principles' as file,
    principle.principle_id as row_key,
    principle.source_id,
    principle.load_id,
    principle.sent_hash,
    to_json(principle) as said
from db.principle

union all

select
    'events' as file,
    event.event_id as row_key,
    event.source_id,
    event.load_id,
    event.sent_hash,
    to_json(event) as said
from db.event

union all

select
    'publications' as file,
    publication.publication_id as row_key,
    publication.source_id,
    publication.load_id,
    publication.sent_hash,
    to_json(publication) as said
from db.publication

union all

select
    'action_plans' as file,
    action_plan.plan_id as row_key,
    action_plan.source_id,
    action_plan.load_id,
    action_plan.sent_hash,
    to_json(action_plan) as said
from db.action_plan

union all

select
    'city_leads' as file,
    city_lead.city_id || chr(31) || city_lead.kind || chr(31) || city_lead.role as row_key,
    city_lead.source_id,
    city_lead.load_id,
    city_lead.sent_hash,
    to_json(city_lead) as said
from db.city_lead

union all

select
    'initiatives' as file,
    initiative.initiative_id as row_key,
    initiative.source_id,
    initiative.load_id,
    initiative.sent_hash,
    to_json(initiative) as said
from db.initiative

union all

select
    'milestones' as file,
    milestone.milestone_id as row_key,
    milestone.source_id,
    milestone.load_id,
    milestone.sent_hash,
    to_json(milestone) as said
from db.milestone

union all

select
    'status_updates' as file,
    status_update.update_id as row_key,
    status_update.source_id,
    status_update.load_id,
    status_update.sent_hash,
    to_json(status_update) as said
from (
    select * exclude (taken_back_on, restored_on, later_turns, day_place)
    from db.status_update
) as status_update

union all

select
    'initiative_links' as file,
    initiative_link.from_id || chr(31) || initiative_link.to_id || chr(31) || initiative_link.kind as row_key,
    initiative_link.source_id,
    initiative_link.load_id,
    initiative_link.sent_hash,
    to_json(initiative_link) as said
from db.initiative_link

union all

select
    'taskforce_members' as file,
    taskforce_member.member_id as row_key,
    taskforce_member.source_id,
    taskforce_member.load_id,
    taskforce_member.sent_hash,
    to_json(taskforce_member) as said
from db.taskforce_member
