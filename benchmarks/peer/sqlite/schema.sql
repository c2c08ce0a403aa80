-- The rows as SQLite answers quickest from them: days as numbers, controlled words as their places,
-- and the updates in a table that is its own index by initiative and day.
create table initiative (
    initiative integer primary key,
    initiative_id text not null,
    city_id text not null,
    area_id text,
    phase_id text,
    is_part integer not null,
    joins_on integer not null,
    joins_with_report integer not null,
    frame_starts_on integer not null,
    frame_ends_on integer not null,
    removed_on integer not null,
    target_on integer,
    is_open_ended integer not null
);

create table status_update (
    initiative integer not null,
    reported_on integer not null,
    "update" integer not null,
    recorded_on integer not null,
    kind integer not null,
    status integer,
    confidence integer,
    revised_target_on integer,
    corrects integer,
    corrected_by integer,
    primary key (initiative, reported_on, "update")
) without rowid;

-- The updates that name another, and whether that one names another too.
create table correction (
    initiative integer not null,
    "update" integer not null,
    corrects integer not null,
    corrected_by integer,
    recorded_on integer not null,
    corrects_correction integer not null,
    primary key (initiative, "update")
) without rowid;

-- On which of the days that are asked about a report of a day counts first.
create table calendar (
    day integer primary key,
    place integer not null
);
