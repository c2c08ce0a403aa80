-- Which rows did a load change or remove, what did they say before, and what after it?
-- grain:  one row per row that was changed or removed; `latter` is null where it was removed
-- params: $load_id integer
with versions as (
    select
        file,
        row_key,
        load_id,
        change,
        former,
        lead(former) over (partition by file, row_key order by changed_at, load_id) as next_former
    from db.history
    where change in ('changed', 'removed', 'undone')
)

select
    versions.file,
    versions.row_key,
    versions.change,
    versions.former,
    case
        when versions.change = 'changed' then coalesce(versions.next_former, found_row.said)
    end as latter
from versions
left join found_row
    on
        versions.file = found_row.file
        and versions.row_key = found_row.row_key
where
    versions.load_id = $load_id
    and versions.change in ('changed', 'removed')
    and versions.file <> 'source'
order by versions.file, versions.row_key
