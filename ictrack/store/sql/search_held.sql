-- Which words are those of each term that was looked for?
-- grain:  one row per term and word that any initiative holds
-- params: none
with holding as (
    select distinct
        term,
        word,
        initiative
    from asked_holding
    where initiative in (select listed_initiative.initiative from listed_initiative)
)

select
    holding.term,
    search_word.written,
    count(*) as initiatives
from holding
inner join memory.main.search_word on holding.word = search_word.word
group by holding.term, search_word.written
order by holding.term asc, initiatives desc, search_word.written asc
