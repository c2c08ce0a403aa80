-- Which of the listed initiatives hold every term, and in which places?
-- grain:  one row per initiative; `places` has the bit of each place that holds a term
-- params: $terms, $forms, $taken_terms, $taken_words lists, $as_at date, $known_on date
with holding as (
    select
        term,
        initiative,
        bit_or(1 << place::integer) as places
    from held_word($terms, $forms, $taken_terms, $taken_words, $as_at, $known_on)
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
    numbered.initiative_id,
    found.places
from found
inner join memory.main.search_initiative as numbered on found.initiative = numbered.initiative
where numbered.initiative_id in (select listed.initiative_id from listed)
order by numbered.initiative_id
