-- Which rows of other sources name what goes with a source that is replaced, and what the load
-- that replaces it does not bring? The table accepted names the rows that it writes.
-- grain:  one row per such row
-- params: $replaced text, the source
with gone as (
    select
        file,
        row_key
    from stored_row
    where
        source_id = $replaced
        and (file, row_key) not in (select (accepted.file, accepted.row_key) from accepted)
),

named as (
    select
        file,
        row_key,
        source_id,
        unnest(names, recursive := true) -- noqa: AL03
    from stored_naming
    where
        source_id <> $replaced
        and (file, row_key) not in (select (accepted.file, accepted.row_key) from accepted)
)

select distinct
    named.file,
    replace(named.row_key, chr(31), ', ') as row_key,
    source.title
from named
inner join gone
    on
        named.file_1 = gone.file
        and named.key = gone.row_key
inner join db.source as source on named.source_id = source.source_id
order by source.title, named.file, row_key
