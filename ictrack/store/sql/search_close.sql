-- Which words have all letters of a term but a few, and are not much shorter? Whether they are
-- close to it is then counted: this leaves few of many.
-- grain:  one row per word
-- params: $letters those of the term as bits, $errors how many may differ, $least letters of a word
select
    word,
    text
from memory.main.search_word
where
    bit_count($letters & ~letters) <= $errors
    and length(text) >= $least
order by word
