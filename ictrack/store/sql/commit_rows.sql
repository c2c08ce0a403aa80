-- Put the accepted rows of a load into the store: new ones, and changed ones anew.
-- Reference rows that were borrowed from the public record came with no load: theirs is 0.
-- params: $source_id text, $load_id integer, $borrowed list of the files that were borrowed

insert into db.phase by name
select
    sent.* exclude (row_key),
    $source_id as source_id,
    case when list_contains($borrowed, 'phases') then 0 else $load_id end as load_id
from sent_phases as sent
inner join accepted
    on
        accepted.file = 'phases'
        and sent.file_row = accepted.file_row;

insert into db.city by name
select
    sent.* exclude (row_key),
    $source_id as source_id,
    case when list_contains($borrowed, 'cities') then 0 else $load_id end as load_id
from sent_cities as sent
inner join accepted
    on
        accepted.file = 'cities'
        and sent.file_row = accepted.file_row;

insert into db.membership by name
select
    sent.* exclude (row_key),
    $source_id as source_id,
    case when list_contains($borrowed, 'memberships') then 0 else $load_id end as load_id
from sent_memberships as sent
inner join accepted
    on
        accepted.file = 'memberships'
        and sent.file_row = accepted.file_row;

insert into db.thematic_area by name
select
    sent.* exclude (row_key),
    $source_id as source_id,
    case when list_contains($borrowed, 'thematic_areas') then 0 else $load_id end as load_id
from sent_thematic_areas as sent
inner join accepted
    on
        accepted.file = 'thematic_areas'
        and sent.file_row = accepted.file_row;

insert into db.principle by name
select
    sent.* exclude (row_key),
    $source_id as source_id,
    case when list_contains($borrowed, 'principles') then 0 else $load_id end as load_id
from sent_principles as sent
inner join accepted
    on
        accepted.file = 'principles'
        and sent.file_row = accepted.file_row;

insert into db.event by name
select
    sent.* exclude (row_key),
    $source_id as source_id,
    case when list_contains($borrowed, 'events') then 0 else $load_id end as load_id
from sent_events as sent
inner join accepted
    on
        accepted.file = 'events'
        and sent.file_row = accepted.file_row;

insert into db.publication by name
select
    sent.* exclude (row_key),
    $source_id as source_id,
    $load_id as load_id
from sent_publications as sent
inner join accepted
    on
        accepted.file = 'publications'
        and sent.file_row = accepted.file_row;

insert into db.action_plan by name
select
    sent.* exclude (row_key),
    $source_id as source_id,
    $load_id as load_id
from sent_action_plans as sent
inner join accepted
    on
        accepted.file = 'action_plans'
        and sent.file_row = accepted.file_row;

insert into db.city_lead by name
select
    sent.* exclude (row_key),
    $source_id as source_id,
    $load_id as load_id
from sent_city_leads as sent
inner join accepted
    on
        accepted.file = 'city_leads'
        and sent.file_row = accepted.file_row;

insert into db.initiative by name
select
    sent.* exclude (row_key),
    $source_id as source_id,
    $load_id as load_id
from sent_initiatives as sent
inner join accepted
    on
        accepted.file = 'initiatives'
        and sent.file_row = accepted.file_row;

insert into db.milestone by name
select
    sent.* exclude (row_key),
    $source_id as source_id,
    $load_id as load_id
from sent_milestones as sent
inner join accepted
    on
        accepted.file = 'milestones'
        and sent.file_row = accepted.file_row;

insert into db.status_update by name
select
    sent.* exclude (row_key),
    $source_id as source_id,
    $load_id as load_id
from sent_status_updates as sent
inner join accepted
    on
        accepted.file = 'status_updates'
        and sent.file_row = accepted.file_row;

insert into db.initiative_link by name
select
    sent.* exclude (row_key),
    $source_id as source_id,
    $load_id as load_id
from sent_initiative_links as sent
inner join accepted
    on
        accepted.file = 'initiative_links'
        and sent.file_row = accepted.file_row;

insert into db.taskforce_member by name
select
    sent.* exclude (row_key),
    $source_id as source_id,
    $load_id as load_id
from sent_taskforce_members as sent
inner join accepted
    on
        accepted.file = 'taskforce_members'
        and sent.file_row = accepted.file_row;
