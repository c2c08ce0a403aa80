-- Which links make an initiative a part of itself, over others, or lead from it to itself?
-- grain:  one row per such link
-- params: none
with recursive part as (
    select
        from_id,
        to_id
    from db.initiative_link
    where kind = 'part_of'
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
    'parts_end' as invariant,
    'initiative_link' as table_name,
    link.from_id || chr(31) || link.to_id || chr(31) || link.kind as row_key,
    case
        when link.from_id = link.to_id then 'leads from it to itself'
        else 'the whole is itself a part of it'
    end as found
from db.initiative_link as link
where
    link.from_id = link.to_id
    or (
        link.kind = 'part_of'
        and (link.to_id, link.from_id) in (select (within.from_id, within.to_id) from within)
    )
order by row_key
