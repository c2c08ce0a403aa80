-- What each stored row names: a list of files and of keys in them; an empty cell names nothing.
-- grain:  one row per row of a file that refers to another
create or replace temp view stored_naming as
select
    'memberships' as file,
    city_id || chr(31) || phase_id as row_key,
    source_id,
    load_id,
    [{'file': 'cities', 'key': city_id}, {'file': 'phases', 'key': phase_id}] as names
from db.membership

union all

select
    'events' as file,
    event_id as row_key,
    source_id,
    load_id,
    [{'file': 'phases', 'key': phase_id}] as names
from db.event

union all

select
    'publications' as file,
    publication_id as row_key,
    source_id,
    load_id,
    [{'file': 'cities', 'key': city_id}, {'file': 'phases', 'key': phase_id}] as names
from db.publication

union all

select
    'action_plans' as file,
    plan_id as row_key,
    source_id,
    load_id,
    [{'file': 'cities', 'key': city_id}, {'file': 'phases', 'key': phase_id}] as names
from db.action_plan

union all

select
    'city_leads' as file,
    city_id || chr(31) || kind || chr(31) || role as row_key,
    source_id,
    load_id,
    [{'file': 'cities', 'key': city_id}] as names
from db.city_lead

union all

select
    'initiatives' as file,
    initiative_id as row_key,
    source_id,
    load_id,
    [
        {'file': 'cities', 'key': city_id},
        {'file': 'phases', 'key': phase_id},
        {'file': 'thematic_areas', 'key': area_id}
    ]
    || list_transform(
        coalesce(secondary_areas, []), lambda area: {'file': 'thematic_areas', 'key': area}
    )
    || list_transform(
        coalesce(principles, []), lambda principle: {'file': 'principles', 'key': principle}
    ) as names
from db.initiative

union all

select
    'milestones' as file,
    milestone_id as row_key,
    source_id,
    load_id,
    [{'file': 'initiatives', 'key': initiative_id}] as names
from db.milestone

union all

select
    'status_updates' as file,
    update_id as row_key,
    source_id,
    load_id,
    [
        {'file': 'initiatives', 'key': initiative_id},
        {'file': 'status_updates', 'key': corrects_update_id}
    ] as names
from db.status_update

union all

select
    'initiative_links' as file,
    from_id || chr(31) || to_id || chr(31) || kind as row_key,
    source_id,
    load_id,
    [{'file': 'initiatives', 'key': from_id}, {'file': 'initiatives', 'key': to_id}] as names
from db.initiative_link

union all

select
    'taskforce_members' as file,
    member_id as row_key,
    source_id,
    load_id,
    [{'file': 'cities', 'key': city_id}]
    || list_transform(
        coalesce(champions_areas, []), lambda area: {'file': 'thematic_areas', 'key': area}
    ) as names
from db.taskforce_member
