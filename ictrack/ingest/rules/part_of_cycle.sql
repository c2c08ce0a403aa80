-- Which initiatives are parts of themselves, over others?
-- grain:  one row per link of this load that closes a circle
-- params: $replaced text or null
with recursive part as (
    select
        from_id,
        to_id
    from sent_initiative_links
    where kind = 'part_of'

    union

    select
        from_id,
        to_id
    from db.initiative_link
    where kind = 'part_of' and source_id is distinct from $replaced
),

-- Only what is a part and a whole at once can be in a circle.
inner_part as (
    select
        from_id,
        to_id
    from part
    where
        to_id in (select others.from_id from part as others)
        and from_id in (select others.to_id from part as others)
),

within as (
    select
        from_id,
        to_id
    from inner_part

    union

    select
        within.from_id,
        inner_part.to_id
    from within
    inner join inner_part on within.to_id = inner_part.from_id
)

select
    'initiative_links' as file,
    sent.file_row,
    'to_id' as column_name,
    sent.to_id as value,
    format('is itself a part of ''{}''', sent.from_id) as message,
    'a whole that is no part of its own part' as allowed
from sent_initiative_links as sent
inner join within
    on
        sent.to_id = within.from_id
        and sent.from_id = within.to_id
where sent.kind = 'part_of'
order by sent.file_row
