-- Which rows hold a word that their column does not know? Run for each column of controlled words.
-- grain:  one row per row of the table with such a word
-- params: $known_words list of text, each word after its table and column: `load.kind=word`
-- order:  none, because the answers for all columns are put together
select
    'word_is_known' as invariant,
    'one_table' as table_name,
    one_key as row_key,
    'one_column is ''' || one_column || '''' as found
from db.one_table
where not list_contains($known_words, 'one_table.one_column=' || one_column)
