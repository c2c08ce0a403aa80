-- Which words of the listed initiatives are those of each term?
-- grain:  one row per term and word that any of them holds
-- params: $terms, $forms, $taken_terms, $taken_words lists, $as_at date, $known_on date
with holding as (
    select distinct
        term,
        word,
        initiative
    from held_word($terms, $forms, $taken_terms, $taken_words, $as_at, $known_on)
)

select
    holding.term,
    search_word.written,
    count(*) as initiatives
from holding
inner join memory.main.search_word on holding.word = search_word.word
inner join memory.main.search_initiative as numbered on holding.initiative = numbered.initiative
where numbered.initiative_id in (select listed.initiative_id from listed)
group by holding.term, search_word.written
order by holding.term asc, initiatives desc, search_word.written asc
