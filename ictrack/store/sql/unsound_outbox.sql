-- Which changes does the outbox not hold as a whole? They are numbered from 0, each with its
-- parts from 1.
-- grain:  one row per number of a change that is missing or lacks a part
-- params: none
with numbered as (
    select unnest(range(max(change_id) + 1)) as change_id
    from db.outbox
),

held as (
    select
        change_id,
        count(distinct part) as held,
        count(distinct parts) as totals,
        min(part) as first_part,
        max(part) as last_part,
        max(parts) as parts
    from db.outbox
    group by change_id
)

select
    'outbox_is_whole' as invariant,
    'outbox' as table_name,
    cast(numbered.change_id as varchar) as row_key,
    case
        when held.change_id is null then 'there is no such change'
        else format('holds {} of {} parts', held.held, held.parts)
    end as found
from numbered
left join held on numbered.change_id = held.change_id
where
    held.change_id is null
    or held.totals <> 1
    or held.held <> held.parts
    or held.first_part <> 1
    or held.last_part <> held.parts
order by numbered.change_id
