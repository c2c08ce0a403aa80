-- The tables with guarded columns, as one reader may see them: each column is there for who sees the
-- city in full, or where it is on the reader's list (`ictrack/access/columns.py`); else it is null.
-- Every column stands by itself, so that a new one is seen by nobody until it is put on a list; a
-- test holds these lists against the schema.
-- The linter would indent the whole body of a macro, so it does not judge indentation here.
-- noqa: disable=LT02,LT05
create or replace macro limited.readable_initiative() as table
select
    case when owner.is_in_full or limited.is_open('initiative.initiative_id') then told.initiative_id end as initiative_id,
    case when owner.is_in_full or limited.is_open('initiative.city_id') then told.city_id end as city_id,
    case when owner.is_in_full or limited.is_open('initiative.phase_id') then told.phase_id end as phase_id,
    case when owner.is_in_full or limited.is_open('initiative.area_id') then told.area_id end as area_id,
    case when owner.is_in_full or limited.is_open('initiative.area_mapped_by') then told.area_mapped_by end as area_mapped_by,
    case when owner.is_in_full or limited.is_open('initiative.secondary_areas') then told.secondary_areas end as secondary_areas,
    case when owner.is_in_full or limited.is_open('initiative.principles') then told.principles end as principles,
    case when owner.is_in_full or limited.is_open('initiative.title') then told.title end as title,
    case when owner.is_in_full or limited.is_open('initiative.description') then told.description end as description,
    case when owner.is_in_full or limited.is_open('initiative.lead_organisation') then told.lead_organisation end as lead_organisation,
    case when owner.is_in_full or limited.is_open('initiative.lead_role') then told.lead_role end as lead_role,
    case when owner.is_in_full or limited.is_open('initiative.champion') then told.champion end as champion,
    case when owner.is_in_full or limited.is_open('initiative.partners') then told.partners end as partners,
    case when owner.is_in_full or limited.is_open('initiative.sectors') then told.sectors end as sectors,
    case when owner.is_in_full or limited.is_open('initiative.audiences') then told.audiences end as audiences,
    case when owner.is_in_full or limited.is_open('initiative.children_and_young_people') then told.children_and_young_people end as children_and_young_people,
    case when owner.is_in_full or limited.is_open('initiative.schedule') then told.schedule end as schedule,
    case when owner.is_in_full or limited.is_open('initiative.starts_on') then told.starts_on end as starts_on,
    case when owner.is_in_full or limited.is_open('initiative.starts_on_written') then told.starts_on_written end as starts_on_written,
    case when owner.is_in_full or limited.is_open('initiative.target_on') then told.target_on end as target_on,
    case when owner.is_in_full or limited.is_open('initiative.target_on_written') then told.target_on_written end as target_on_written,
    case when owner.is_in_full or limited.is_open('initiative.added_on') then told.added_on end as added_on,
    case when owner.is_in_full or limited.is_open('initiative.added_on_written') then told.added_on_written end as added_on_written,
    case when owner.is_in_full or limited.is_open('initiative.removed_on') then told.removed_on end as removed_on,
    case when owner.is_in_full or limited.is_open('initiative.removed_on_written') then told.removed_on_written end as removed_on_written,
    case when owner.is_in_full or limited.is_open('initiative.removal_reason') then told.removal_reason end as removal_reason,
    case when owner.is_in_full or limited.is_open('initiative.plan_link') then told.plan_link end as plan_link,
    case when owner.is_in_full or limited.is_open('initiative.visibility') then told.visibility end as visibility,
    case when owner.is_in_full or limited.is_open('initiative.internal_note') then told.internal_note end as internal_note,
    case when owner.is_in_full or limited.is_open('initiative.source_title') then told.source_title end as source_title,
    case when owner.is_in_full or limited.is_open('initiative.source_url') then told.source_url end as source_url,
    case when owner.is_in_full or limited.is_open('initiative.source_locator') then told.source_locator end as source_locator,
    case when owner.is_in_full or limited.is_open('initiative.source_id') then told.source_id end as source_id,
    case when owner.is_in_full or limited.is_open('initiative.load_id') then told.load_id end as load_id,
    case when owner.is_in_full or limited.is_open('initiative.file_row') then told.file_row end as file_row,
    case when owner.is_in_full or limited.is_open('initiative.sent_hash') then told.sent_hash end as sent_hash
from db.initiative as told
inner join limited.owner() as owner on told.initiative_id = owner.initiative_id;

create or replace macro limited.readable_undone_initiative() as table
select
    told.undone_on,
    case when owner.is_in_full or limited.is_open('initiative.initiative_id') then told.initiative_id end as initiative_id,
    case when owner.is_in_full or limited.is_open('initiative.city_id') then told.city_id end as city_id,
    case when owner.is_in_full or limited.is_open('initiative.phase_id') then told.phase_id end as phase_id,
    case when owner.is_in_full or limited.is_open('initiative.area_id') then told.area_id end as area_id,
    case when owner.is_in_full or limited.is_open('initiative.area_mapped_by') then told.area_mapped_by end as area_mapped_by,
    case when owner.is_in_full or limited.is_open('initiative.secondary_areas') then told.secondary_areas end as secondary_areas,
    case when owner.is_in_full or limited.is_open('initiative.principles') then told.principles end as principles,
    case when owner.is_in_full or limited.is_open('initiative.title') then told.title end as title,
    case when owner.is_in_full or limited.is_open('initiative.description') then told.description end as description,
    case when owner.is_in_full or limited.is_open('initiative.lead_organisation') then told.lead_organisation end as lead_organisation,
    case when owner.is_in_full or limited.is_open('initiative.lead_role') then told.lead_role end as lead_role,
    case when owner.is_in_full or limited.is_open('initiative.champion') then told.champion end as champion,
    case when owner.is_in_full or limited.is_open('initiative.partners') then told.partners end as partners,
    case when owner.is_in_full or limited.is_open('initiative.sectors') then told.sectors end as sectors,
    case when owner.is_in_full or limited.is_open('initiative.audiences') then told.audiences end as audiences,
    case when owner.is_in_full or limited.is_open('initiative.children_and_young_people') then told.children_and_young_people end as children_and_young_people,
    case when owner.is_in_full or limited.is_open('initiative.schedule') then told.schedule end as schedule,
    case when owner.is_in_full or limited.is_open('initiative.starts_on') then told.starts_on end as starts_on,
    case when owner.is_in_full or limited.is_open('initiative.starts_on_written') then told.starts_on_written end as starts_on_written,
    case when owner.is_in_full or limited.is_open('initiative.target_on') then told.target_on end as target_on,
    case when owner.is_in_full or limited.is_open('initiative.target_on_written') then told.target_on_written end as target_on_written,
    case when owner.is_in_full or limited.is_open('initiative.added_on') then told.added_on end as added_on,
    case when owner.is_in_full or limited.is_open('initiative.added_on_written') then told.added_on_written end as added_on_written,
    case when owner.is_in_full or limited.is_open('initiative.removed_on') then told.removed_on end as removed_on,
    case when owner.is_in_full or limited.is_open('initiative.removed_on_written') then told.removed_on_written end as removed_on_written,
    case when owner.is_in_full or limited.is_open('initiative.removal_reason') then told.removal_reason end as removal_reason,
    case when owner.is_in_full or limited.is_open('initiative.plan_link') then told.plan_link end as plan_link,
    case when owner.is_in_full or limited.is_open('initiative.visibility') then told.visibility end as visibility,
    case when owner.is_in_full or limited.is_open('initiative.internal_note') then told.internal_note end as internal_note,
    case when owner.is_in_full or limited.is_open('initiative.source_title') then told.source_title end as source_title,
    case when owner.is_in_full or limited.is_open('initiative.source_url') then told.source_url end as source_url,
    case when owner.is_in_full or limited.is_open('initiative.source_locator') then told.source_locator end as source_locator,
    case when owner.is_in_full or limited.is_open('initiative.source_id') then told.source_id end as source_id,
    case when owner.is_in_full or limited.is_open('initiative.load_id') then told.load_id end as load_id,
    case when owner.is_in_full or limited.is_open('initiative.file_row') then told.file_row end as file_row,
    case when owner.is_in_full or limited.is_open('initiative.sent_hash') then told.sent_hash end as sent_hash
from db.undone_initiative as told
inner join limited.owner() as owner on told.initiative_id = owner.initiative_id;

create or replace macro limited.readable_status_update() as table
select
    case when owner.is_in_full or limited.is_open('status_update.update_id') then told.update_id end as update_id,
    case when owner.is_in_full or limited.is_open('status_update.initiative_id') then told.initiative_id end as initiative_id,
    case when owner.is_in_full or limited.is_open('status_update.kind') then told.kind end as kind,
    case when owner.is_in_full or limited.is_open('status_update.reported_on') then told.reported_on end as reported_on,
    case when owner.is_in_full or limited.is_open('status_update.reported_on_written') then told.reported_on_written end as reported_on_written,
    case when owner.is_in_full or limited.is_open('status_update.recorded_on') then told.recorded_on end as recorded_on,
    case when owner.is_in_full or limited.is_open('status_update.status') then told.status end as status,
    case when owner.is_in_full or limited.is_open('status_update.status_read_by') then told.status_read_by end as status_read_by,
    case when owner.is_in_full or limited.is_open('status_update.confidence') then told.confidence end as confidence,
    case when owner.is_in_full or limited.is_open('status_update.reason') then told.reason end as reason,
    case when owner.is_in_full or limited.is_open('status_update.revised_target_on') then told.revised_target_on end as revised_target_on,
    case when owner.is_in_full or limited.is_open('status_update.revised_target_on_written') then told.revised_target_on_written end as revised_target_on_written,
    case when owner.is_in_full or limited.is_open('status_update.summary') then told.summary end as summary,
    case when owner.is_in_full or limited.is_open('status_update.achievements') then told.achievements end as achievements,
    case when owner.is_in_full or limited.is_open('status_update.challenges') then told.challenges end as challenges,
    case when owner.is_in_full or limited.is_open('status_update.next_steps') then told.next_steps end as next_steps,
    case when owner.is_in_full or limited.is_open('status_update.help_wanted') then told.help_wanted end as help_wanted,
    case when owner.is_in_full or limited.is_open('status_update.help_offered') then told.help_offered end as help_offered,
    case when owner.is_in_full or limited.is_open('status_update.evidence_title') then told.evidence_title end as evidence_title,
    case when owner.is_in_full or limited.is_open('status_update.evidence_url') then told.evidence_url end as evidence_url,
    case when owner.is_in_full or limited.is_open('status_update.reported_by_role') then told.reported_by_role end as reported_by_role,
    case when owner.is_in_full or limited.is_open('status_update.corrects_update_id') then told.corrects_update_id end as corrects_update_id,
    case when owner.is_in_full or limited.is_open('status_update.source_title') then told.source_title end as source_title,
    case when owner.is_in_full or limited.is_open('status_update.source_url') then told.source_url end as source_url,
    case when owner.is_in_full or limited.is_open('status_update.source_locator') then told.source_locator end as source_locator,
    case when owner.is_in_full or limited.is_open('status_update.source_id') then told.source_id end as source_id,
    case when owner.is_in_full or limited.is_open('status_update.load_id') then told.load_id end as load_id,
    case when owner.is_in_full or limited.is_open('status_update.file_row') then told.file_row end as file_row,
    case when owner.is_in_full or limited.is_open('status_update.sent_hash') then told.sent_hash end as sent_hash,
    case when owner.is_in_full or limited.is_open('status_update.taken_back_on') then told.taken_back_on end as taken_back_on,
    case when owner.is_in_full or limited.is_open('status_update.restored_on') then told.restored_on end as restored_on,
    case when owner.is_in_full or limited.is_open('status_update.later_turns') then told.later_turns end as later_turns,
    case when owner.is_in_full or limited.is_open('status_update.day_place') then told.day_place end as day_place
from db.status_update as told
inner join limited.owner() as owner on told.initiative_id = owner.initiative_id;

create or replace macro limited.readable_undone_status_update() as table
select
    told.undone_on,
    case when owner.is_in_full or limited.is_open('status_update.update_id') then told.update_id end as update_id,
    case when owner.is_in_full or limited.is_open('status_update.initiative_id') then told.initiative_id end as initiative_id,
    case when owner.is_in_full or limited.is_open('status_update.kind') then told.kind end as kind,
    case when owner.is_in_full or limited.is_open('status_update.reported_on') then told.reported_on end as reported_on,
    case when owner.is_in_full or limited.is_open('status_update.reported_on_written') then told.reported_on_written end as reported_on_written,
    case when owner.is_in_full or limited.is_open('status_update.recorded_on') then told.recorded_on end as recorded_on,
    case when owner.is_in_full or limited.is_open('status_update.status') then told.status end as status,
    case when owner.is_in_full or limited.is_open('status_update.status_read_by') then told.status_read_by end as status_read_by,
    case when owner.is_in_full or limited.is_open('status_update.confidence') then told.confidence end as confidence,
    case when owner.is_in_full or limited.is_open('status_update.reason') then told.reason end as reason,
    case when owner.is_in_full or limited.is_open('status_update.revised_target_on') then told.revised_target_on end as revised_target_on,
    case when owner.is_in_full or limited.is_open('status_update.revised_target_on_written') then told.revised_target_on_written end as revised_target_on_written,
    case when owner.is_in_full or limited.is_open('status_update.summary') then told.summary end as summary,
    case when owner.is_in_full or limited.is_open('status_update.achievements') then told.achievements end as achievements,
    case when owner.is_in_full or limited.is_open('status_update.challenges') then told.challenges end as challenges,
    case when owner.is_in_full or limited.is_open('status_update.next_steps') then told.next_steps end as next_steps,
    case when owner.is_in_full or limited.is_open('status_update.help_wanted') then told.help_wanted end as help_wanted,
    case when owner.is_in_full or limited.is_open('status_update.help_offered') then told.help_offered end as help_offered,
    case when owner.is_in_full or limited.is_open('status_update.evidence_title') then told.evidence_title end as evidence_title,
    case when owner.is_in_full or limited.is_open('status_update.evidence_url') then told.evidence_url end as evidence_url,
    case when owner.is_in_full or limited.is_open('status_update.reported_by_role') then told.reported_by_role end as reported_by_role,
    case when owner.is_in_full or limited.is_open('status_update.corrects_update_id') then told.corrects_update_id end as corrects_update_id,
    case when owner.is_in_full or limited.is_open('status_update.source_title') then told.source_title end as source_title,
    case when owner.is_in_full or limited.is_open('status_update.source_url') then told.source_url end as source_url,
    case when owner.is_in_full or limited.is_open('status_update.source_locator') then told.source_locator end as source_locator,
    case when owner.is_in_full or limited.is_open('status_update.source_id') then told.source_id end as source_id,
    case when owner.is_in_full or limited.is_open('status_update.load_id') then told.load_id end as load_id,
    case when owner.is_in_full or limited.is_open('status_update.file_row') then told.file_row end as file_row,
    case when owner.is_in_full or limited.is_open('status_update.sent_hash') then told.sent_hash end as sent_hash,
    case when owner.is_in_full or limited.is_open('status_update.taken_back_on') then told.taken_back_on end as taken_back_on,
    case when owner.is_in_full or limited.is_open('status_update.restored_on') then told.restored_on end as restored_on,
    case when owner.is_in_full or limited.is_open('status_update.later_turns') then told.later_turns end as later_turns,
    case when owner.is_in_full or limited.is_open('status_update.day_place') then told.day_place end as day_place
from db.undone_status_update as told
inner join limited.owner() as owner on told.initiative_id = owner.initiative_id;

create or replace macro limited.readable_milestone() as table
select
    case when owner.is_in_full or limited.is_open('milestone.milestone_id') then told.milestone_id end as milestone_id,
    case when owner.is_in_full or limited.is_open('milestone.initiative_id') then told.initiative_id end as initiative_id,
    case when owner.is_in_full or limited.is_open('milestone.title') then told.title end as title,
    case when owner.is_in_full or limited.is_open('milestone.due_on') then told.due_on end as due_on,
    case when owner.is_in_full or limited.is_open('milestone.due_on_written') then told.due_on_written end as due_on_written,
    case when owner.is_in_full or limited.is_open('milestone.done_on') then told.done_on end as done_on,
    case when owner.is_in_full or limited.is_open('milestone.done_on_written') then told.done_on_written end as done_on_written,
    case when owner.is_in_full or limited.is_open('milestone.source_id') then told.source_id end as source_id,
    case when owner.is_in_full or limited.is_open('milestone.load_id') then told.load_id end as load_id,
    case when owner.is_in_full or limited.is_open('milestone.file_row') then told.file_row end as file_row,
    case when owner.is_in_full or limited.is_open('milestone.sent_hash') then told.sent_hash end as sent_hash
from db.milestone as told
inner join limited.owner() as owner on told.initiative_id = owner.initiative_id;

create or replace macro limited.readable_initiative_link() as table
select
    case when owner.is_in_full or limited.is_open('initiative_link.from_id') then told.from_id end as from_id,
    case when owner.is_in_full or limited.is_open('initiative_link.to_id') then told.to_id end as to_id,
    case when owner.is_in_full or limited.is_open('initiative_link.kind') then told.kind end as kind,
    case when owner.is_in_full or limited.is_open('initiative_link.note') then told.note end as note,
    case when owner.is_in_full or limited.is_open('initiative_link.source_id') then told.source_id end as source_id,
    case when owner.is_in_full or limited.is_open('initiative_link.load_id') then told.load_id end as load_id,
    case when owner.is_in_full or limited.is_open('initiative_link.file_row') then told.file_row end as file_row,
    case when owner.is_in_full or limited.is_open('initiative_link.sent_hash') then told.sent_hash end as sent_hash
from db.initiative_link as told
inner join limited.owner() as owner on told.from_id = owner.initiative_id
inner join limited.owner() as other on told.to_id = other.initiative_id;
