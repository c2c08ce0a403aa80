-- Which initiatives hold every term that was looked for, and in which places?
-- grain:  one row per initiative; `places` has the bit of each place that holds a term
-- params: $terms list
with holding as (
    select
        term,
        initiative,
        bit_or(1::usmallint << place::usmallint) as places
    from asked_holding
    group by term, initiative
),

found as (
    select
        initiative,
        bit_or(places) as places
    from holding
    group by initiative
    having count(*) = len($terms)
)

select
    listed_initiative.initiative_id,
    found.places
from found
inner join listed_initiative on found.initiative = listed_initiative.initiative
order by listed_initiative.initiative_id
