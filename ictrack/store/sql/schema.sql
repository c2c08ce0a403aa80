-- Everything that is stored. The same tables serve DuckDB and DuckLake, so there are
-- no keys, constraints, enums, sequences or indexes here: uniqueness and references are
-- kept by what is checked before a load is committed (`ingest/check.py`, `store/commit.py`).
--
-- Every partial day has two columns: `x_on`, the day from which it counts (the last of
-- its period; a phase's start: the first), and `x_on_written`, what was written.
-- Every row of a source bears the source, the load and the row of the file that it came
-- with, and the fingerprint of its cells as sent (`sent_hash`), by which a changed row is
-- noticed. Load 0 stands for reference data that a source did not bring, and that was
-- borrowed for it from the public record. A correction that gives no day of its own holds
-- the day of what it corrects.

-- The one row that every writer touches first; `version` tells readers that data changed.
create table if not exists db.write_lock (
    version bigint not null,
    schema_version integer not null
);

-- One load of one source: who, when, what file, and what came of it.
create table if not exists db.load (
    load_id bigint not null,
    source_id varchar not null,
    loaded_at timestamp not null,
    loaded_by varchar not null,
    file_name varchar not null,
    file_fingerprint varchar not null,
    recorded_mode varchar not null,
    rows_new bigint not null,
    rows_changed bigint not null,
    rows_unchanged bigint not null,
    rows_rejected bigint not null,
    rows_withheld bigint not null
);

-- A source: where facts come from as a whole. `bundled` marks the public record that
-- ships with ictrack, `invented` a programme made by `python -m ictrack demo`.
create table if not exists db.source (
    source_id varchar not null,
    title varchar not null,
    record_kind varchar not null,
    recorded_on varchar not null,
    compiled_on_written varchar,
    licence varchar,
    note varchar,
    bundled boolean not null,
    invented boolean not null
);

-- What a row of reference data was before a load changed or removed it, as JSON.
create table if not exists db.history (
    load_id bigint not null,
    changed_at timestamp not null,
    file varchar not null,
    row_key varchar not null,
    change varchar not null,
    former varchar not null
);

-- A funded period of the programme.
create table if not exists db.phase (
    phase_id varchar not null,
    name varchar not null,
    starts_on date not null,
    starts_on_written varchar not null,
    ends_on date,
    ends_on_written varchar,
    note varchar,
    source_id varchar not null,
    load_id bigint not null,
    file_row bigint not null,
    sent_hash varchar not null
);

-- A member of the network, present or past.
create table if not exists db.city (
    city_id varchar not null,
    name varchar not null,
    name_cy varchar,
    council varchar,
    nation varchar,
    aliases varchar[],
    source_id varchar not null,
    load_id bigint not null,
    file_row bigint not null,
    sent_hash varchar not null
);

-- One of the subject areas of the Framework.
create table if not exists db.thematic_area (
    area_id varchar not null,
    name varchar not null,
    short_name varchar,
    name_cy varchar,
    sort_order integer not null,
    source_id varchar not null,
    load_id bigint not null,
    file_row bigint not null,
    sent_hash varchar not null
);

-- One of the core principles of the Framework.
create table if not exists db.principle (
    principle_id varchar not null,
    name varchar not null,
    short_name varchar,
    name_cy varchar,
    sort_order integer not null,
    source_id varchar not null,
    load_id bigint not null,
    file_row bigint not null,
    sent_hash varchar not null
);

-- One city in one phase, with its role there.
create table if not exists db.membership (
    city_id varchar not null,
    phase_id varchar not null,
    role varchar not null,
    joined_on date,
    joined_on_written varchar,
    left_on date,
    left_on_written varchar,
    note varchar,
    source_title varchar,
    source_url varchar,
    source_id varchar not null,
    load_id bigint not null,
    file_row bigint not null,
    sent_hash varchar not null
);

-- A convening or another dated event of the programme.
create table if not exists db.event (
    event_id varchar not null,
    kind varchar not null,
    title varchar not null,
    phase_id varchar,
    starts_on date not null,
    starts_on_written varchar not null,
    ends_on date,
    ends_on_written varchar,
    place varchar,
    topic varchar,
    cut_off_on date,
    cut_off_on_written varchar,
    returns_due_on date,
    returns_due_on_written varchar,
    note varchar,
    source_title varchar,
    source_url varchar,
    source_id varchar not null,
    load_id bigint not null,
    file_row bigint not null,
    sent_hash varchar not null
);

-- A document of the programme or of a city.
create table if not exists db.publication (
    publication_id varchar not null,
    title varchar not null,
    kind varchar,
    city_id varchar,
    phase_id varchar,
    published_on date,
    published_on_written varchar,
    publisher varchar,
    note varchar,
    source_url varchar,
    source_id varchar not null,
    load_id bigint not null,
    file_row bigint not null,
    sent_hash varchar not null
);

-- The plan of one city for one phase.
create table if not exists db.action_plan (
    plan_id varchar not null,
    city_id varchar not null,
    phase_id varchar not null,
    title varchar not null,
    published_on date,
    published_on_written varchar,
    coverage varchar not null,
    source_url varchar,
    source_id varchar not null,
    load_id bigint not null,
    file_row bigint not null,
    sent_hash varchar not null
);

-- The post that leads the work in a city; never a person's name.
create table if not exists db.city_lead (
    city_id varchar not null,
    kind varchar not null,
    role varchar not null,
    starts_on date,
    starts_on_written varchar,
    ends_on date,
    ends_on_written varchar,
    source_id varchar not null,
    load_id bigint not null,
    file_row bigint not null,
    sent_hash varchar not null
);

-- One commitment in an action plan.
create table if not exists db.initiative (
    initiative_id varchar not null,
    city_id varchar not null,
    phase_id varchar,
    area_id varchar,
    area_mapped_by varchar,
    secondary_areas varchar[],
    principles varchar[],
    title varchar not null,
    description varchar,
    lead_organisation varchar,
    lead_role varchar,
    champion varchar,
    partners varchar[],
    sectors varchar[],
    audiences varchar[],
    children_and_young_people varchar,
    schedule varchar,
    starts_on date,
    starts_on_written varchar,
    target_on date,
    target_on_written varchar,
    added_on date,
    added_on_written varchar,
    removed_on date,
    removed_on_written varchar,
    removal_reason varchar,
    plan_link varchar,
    visibility varchar,
    internal_note varchar,
    source_title varchar,
    source_url varchar,
    source_locator varchar,
    source_id varchar not null,
    load_id bigint not null,
    file_row bigint not null,
    sent_hash varchar not null
);

-- A step of an initiative.
create table if not exists db.milestone (
    milestone_id varchar not null,
    initiative_id varchar not null,
    title varchar not null,
    due_on date not null,
    due_on_written varchar not null,
    done_on date,
    done_on_written varchar,
    source_id varchar not null,
    load_id bigint not null,
    file_row bigint not null,
    sent_hash varchar not null
);

-- One dated report on one initiative; never edited, only followed.
create table if not exists db.status_update (
    update_id varchar not null,
    initiative_id varchar not null,
    kind varchar not null,
    reported_on date,
    reported_on_written varchar,
    recorded_on date,
    status varchar,
    status_read_by varchar,
    confidence varchar,
    reason varchar,
    revised_target_on date,
    revised_target_on_written varchar,
    summary varchar,
    achievements varchar,
    challenges varchar,
    next_steps varchar,
    help_wanted varchar,
    help_offered varchar,
    evidence_title varchar,
    evidence_url varchar,
    reported_by_role varchar,
    corrects_update_id varchar,
    source_title varchar,
    source_url varchar,
    source_locator varchar,
    source_id varchar not null,
    load_id bigint not null,
    file_row bigint not null,
    sent_hash varchar not null
);

-- Two initiatives that belong together.
create table if not exists db.initiative_link (
    from_id varchar not null,
    to_id varchar not null,
    kind varchar not null,
    note varchar,
    source_id varchar not null,
    load_id bigint not null,
    file_row bigint not null,
    sent_hash varchar not null
);

-- A seat on a city's taskforce; no name is needed, and a name is personal data.
create table if not exists db.taskforce_member (
    member_id varchar not null,
    city_id varchar not null,
    role varchar not null,
    organisation varchar,
    sector varchar not null,
    champions_areas varchar[],
    starts_on date,
    starts_on_written varchar,
    ends_on date,
    ends_on_written varchar,
    source_id varchar not null,
    load_id bigint not null,
    file_row bigint not null,
    sent_hash varchar not null
);

-- The outbox of the journal: every accepted change, with all that it takes to make it
-- again. Written in the transaction of the change, appended to the journal after it.
-- `kind` says what the payload, a JSON text, is of; a large one is cut into parts.
create table if not exists db.outbox (
    change_id bigint not null,
    part integer not null,
    parts integer not null,
    kind varchar not null,
    changed_at timestamp not null,
    changed_by varchar not null,
    payload varchar not null
);

-- The head of the audit after a change, in its last part: the SHA-256 over the head before it
-- and all of its parts, so that no change can be altered, left out or put between unnoticed.
-- Changes that were made before there was an audit bear none; the next head covers them.
alter table db.outbox add column if not exists audit_head varchar;

-- A load that was taken back: from that day on its rows are ignored.
create table if not exists db.load_undo (
    load_id bigint not null,
    undone_at timestamp not null,
    undone_on date not null,
    undone_by varchar not null
);

-- The initiatives and updates that came with a load that was taken back. They still
-- count in pictures as known on days before `undone_on`.
create table if not exists db.undone_initiative as
select
    date '0001-01-01' as undone_on,
    initiative.*
from db.initiative
where false;

create table if not exists db.undone_status_update as
select
    date '0001-01-01' as undone_on,
    status_update.*
from db.status_update
where false;

-- A report on screen or in a returns workbook that is no status update yet: a draft, or one
-- that was sent and waits for review. `cells` are the cells of status_updates as sent, as
-- JSON; `load_id` is the load that made an accepted one a status update.
create table if not exists db.submission (
    submission_id varchar not null,
    initiative_id varchar not null,
    state varchar not null,
    cells varchar not null,
    made_at timestamp not null,
    made_by varchar not null,
    decided_at timestamp,
    decided_by varchar,
    note varchar,
    load_id bigint
);

-- A city's return for a convening that its senior lead has signed off.
create table if not exists db.sign_off (
    event_id varchar not null,
    city_id varchar not null,
    signed_at timestamp not null,
    signed_by varchar not null
);

-- How the columns and words of a wide tracker are read, remembered for the next time.
create table if not exists db.tracker_mapping (
    name varchar not null,
    toml varchar not null,
    saved_at timestamp not null
);

-- What the project manager wrote beside a section of a convening's report. Nothing is
-- overwritten: the row that was written last counts, and an empty text takes it back.
create table if not exists db.commentary (
    event_id varchar not null,
    section varchar not null,
    text varchar not null,
    written_at timestamp not null,
    written_by varchar not null
);

-- A convening whose report was frozen: which days its numbers are of. `ended_at` is when it
-- was unfrozen; one convening has at most one freeze that has not ended.
create table if not exists db.report_freeze (
    freeze_id varchar not null,
    event_id varchar not null,
    as_at date not null,
    known_on date not null,
    frozen_at timestamp not null,
    frozen_by varchar not null,
    ended_at timestamp,
    ended_by varchar
);

-- The reports that a freeze keeps, one per audience, as JSON.
create table if not exists db.frozen_report (
    freeze_id varchar not null,
    audience varchar not null,
    content varchar not null
);

-- Who may log in. The only table with names: it is in no journal and no report, and all else
-- knows a person by `person_id`, a random key. Who they are is the issuer and the subject.
-- Erasing empties a row: what was recorded of their doings keeps its key, which names nobody.
create table if not exists db.person (
    person_id varchar not null,
    issuer varchar,
    subject varchar,
    name varchar,
    email varchar,
    first_seen_at timestamp not null,
    last_seen_at timestamp not null,
    signed_out_at timestamp
);

-- When the file was written anew after somebody was erased; until then old bytes may tell of them.
alter table db.person add column if not exists rewritten_at timestamp;

-- One login of one person; `login_key` is the fingerprint of what the provider said. Times that
-- matter for who is let in, and for nothing else: they are in no journal.
create table if not exists db.login (
    login_key varchar not null,
    person_id varchar not null,
    began_at timestamp not null,
    seen_at timestamp not null,
    ended_at timestamp
);

-- Which role somebody has, and for which city; none for a role of the programme as a whole.
create table if not exists db.role_grant (
    person_id varchar not null,
    role varchar not null,
    city_id varchar,
    granted_at timestamp not null,
    granted_by varchar not null
);

-- Whose name was erased: a backup from before it is emptied of them when it is restored.
create table if not exists db.erased_person (
    person_id varchar not null,
    erased_at timestamp not null
);

-- A token with which a program reads what its role may read; only its fingerprint is kept.
create table if not exists db.api_token (
    token_id varchar not null,
    token_hash varchar not null,
    label varchar not null,
    role varchar not null,
    city_id varchar,
    expires_on date not null,
    made_at timestamp not null,
    made_by varchar not null,
    revoked_at timestamp
);

-- When an update is taken back by corrections and withdrawals, and when it is restored, as it becomes
-- known; where it is taken back again later, the days of all further turns in their order. Kept
-- with each change (`keep_taken_back.sql`), so that no question follows corrections anew.
alter table db.status_update add column if not exists taken_back_on date;

alter table db.status_update add column if not exists restored_on date;

alter table db.status_update add column if not exists later_turns varchar;

alter table db.undone_status_update add column if not exists taken_back_on date;

alter table db.undone_status_update add column if not exists restored_on date;

alter table db.undone_status_update add column if not exists later_turns varchar;

-- In which order the updates of one initiative come that speak of one day (`keep_day_place.sql`).
alter table db.status_update add column if not exists day_place integer;

alter table db.undone_status_update add column if not exists day_place integer;
