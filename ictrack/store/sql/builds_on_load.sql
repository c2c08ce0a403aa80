-- What builds on a load, so that it cannot be taken back? Rows of other loads that refer to
-- what would go, or that changed what it brought; reports that wait, and returns that were
-- signed; every later load, if it put its source in the place of the public record.
-- grain:  one row per thing that builds on it
-- params: $load_id integer, the load; $source_id text, its source;
--         $is_only_one whether its source goes with it; $replaced_record whether the public
--         record comes back
with changed as (
    select
        file,
        row_key
    from db.history
    where
        load_id = $load_id
        and change = 'changed'
),

gone as (
    select
        file,
        row_key
    from stored_row
    where
        (load_id = $load_id or (load_id = 0 and source_id = $source_id and $is_only_one))
        and (file, row_key) not in (select (changed.file, changed.row_key) from changed)
),

naming as (
    select * from stored_naming

    union all

    select
        'submissions' as file,
        submission_id as row_key,
        null as source_id,
        null as load_id,
        [{'file': 'initiatives', 'key': initiative_id}] as names
    from db.submission
    where state in ('draft', 'submitted', 'returned')

    union all

    select
        'signed_returns' as file,
        event_id || chr(31) || city_id as row_key,
        null as source_id,
        null as load_id,
        [{'file': 'events', 'key': event_id}, {'file': 'cities', 'key': city_id}] as names
    from db.sign_off

    union all

    select
        'commentary' as file,
        event_id || chr(31) || section as row_key,
        null as source_id,
        null as load_id,
        [{'file': 'events', 'key': event_id}] as names
    from db.commentary
    qualify
        row_number() over (partition by event_id, section order by written_at desc, text desc) = 1
        and text <> ''

    union all

    select
        'frozen_reports' as file,
        event_id as row_key,
        null as source_id,
        null as load_id,
        [{'file': 'events', 'key': event_id}] as names
    from db.report_freeze
    where ended_at is null
),

named as (
    select
        file,
        row_key,
        load_id,
        unnest(names, recursive := true) -- noqa: AL03
    from naming
    where
        load_id is distinct from $load_id
        and not (coalesce(load_id, -1) = 0 and source_id = $source_id and $is_only_one)
),

referring as (
    select distinct
        named.file,
        named.row_key,
        named.load_id
    from named
    inner join gone
        on
            named.file_1 = gone.file
            and named.key = gone.row_key
),

changing as (
    select
        history.file,
        history.row_key,
        history.load_id
    from db.history
    inner join standing_load() as other on history.load_id = other.load_id
    where
        history.change in ('changed', 'removed')
        and history.load_id <> $load_id
        and cast(history.former ->> 'load_id' as bigint) = $load_id
),

following as (
    select
        'loads' as file,
        cast(other.load_id as varchar) as row_key,
        other.load_id
    from standing_load() as other
    where
        $replaced_record
        and other.load_id > $load_id
)

select * from referring
union
select * from changing
union
select * from following
order by load_id, file, row_key
