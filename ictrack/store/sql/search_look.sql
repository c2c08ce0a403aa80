-- Look for words: those that begin with a term, those of the same form, and those that it was taken
-- for. Terms are numbered from 1.
-- params: $terms, $forms, $taken_terms, $taken_words, $places lists, $as_at date, $known_on date
create or replace temp table asked_word as
with asked as (
    select
        unnest($terms) as text,
        unnest($forms) as form,
        unnest(range(1, len($terms) + 1)) as term
)

select
    asked.term,
    search_word.word
from asked
inner join memory.main.search_word on starts_with(search_word.text, asked.text)

union

select
    asked.term,
    search_word.word
from asked
inner join memory.main.search_word on asked.form = search_word.form

union

select
    unnest($taken_terms) as term,
    unnest($taken_words) as word;

create or replace temp table asked_holding as
select
    asked_word.term::utinyint as term,
    place.word,
    initiative_of(place.holder) as initiative,
    place.place
from memory.main.search_place as place
inner join asked_word on place.word = asked_word.word
where
    list_contains($places, place.place)
    and place.holder not in (
        select hidden.holder
        from memory.main.search_hidden as hidden
        where
            hidden.as_at = $as_at
            and hidden.known_on = $known_on
    );
