-- Which words may be a few typing errors from a term? Each error takes away one letter of the term at
-- most, and brings in one that it lacks. The errors are then counted: this leaves few of many words.
-- grain:  one row per word
-- params: $term text, $letters those that it has as bits, $errors how many are forgiven
select
    word,
    text
from memory.main.search_word
where
    bit_count($letters & ~letters) <= $errors
    and length(text) >= length($term) - $errors
    and length(translate(left(text, length($term) - $errors), $term, '')) <= $errors
order by word
