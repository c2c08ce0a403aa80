-- The rows as PostgreSQL answers quickest from them: narrow, in the order of initiative and day.
create unlogged table initiative (
    initiative integer not null,
    initiative_id text not null,
    city_id text not null,
    area_id text,
    phase_id text,
    is_part boolean not null,
    joins_on date not null,
    joins_with_report boolean not null,
    frame_starts_on date not null,
    frame_ends_on date not null,
    removed_on date not null,
    target_on date,
    is_open_ended boolean not null
);

create unlogged table status_update (
    initiative integer not null,
    reported_on date not null,
    "update" integer not null,
    recorded_on date not null,
    kind smallint not null,
    status smallint,
    confidence smallint,
    revised_target_on date,
    corrects integer,
    corrected_by integer
);

-- On which of the days that are asked about a report of a day counts first.
create unlogged table calendar (
    day date not null,
    place integer not null
);
