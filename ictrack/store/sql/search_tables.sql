-- Which words stand where: an index for the search, empty until it is built. It is made from what
-- is stored and kept in memory beside it, so it comes into no file, no journal and no backup.

-- Which version of the data the index is of; less than any where it is of none.
create or replace table memory.main.search_state as
select -1::bigint as version;

-- Every word with what follows it in its run, numbered in the order of the words.
-- `form` is what the English forms of its first word share, `letters` the letters that it has.
create or replace table memory.main.search_word (
    word integer,
    text varchar,
    form varchar,
    letters bigint,
    written varchar
);

-- Every initiative that holds words, numbered.
create or replace table memory.main.search_initiative (
    initiative integer,
    initiative_id varchar
);

-- What holds words: the row of an initiative or a status update, and from and until when it is known.
-- `row_number` is its number in `searched_text`. The upper bits of `holder` are the initiative, so that no
-- search has to join what it finds with all there is.
create or replace table memory.main.search_holder (
    row_number ubigint,
    holder ubigint,
    update_id varchar,
    reported_on date,
    recorded_on date,
    undone_on date
);

-- Which word stands where: `place` is the number of a place of `searched_text`.
create or replace table memory.main.search_place (
    word integer,
    holder ubigint,
    place utinyint
);

-- For which as-at and known-on days it is known what is not to be read; see `search_hidden`.
create or replace table memory.main.search_days (
    as_at date,
    known_on date
);

-- What is not known or not in force on these days.
create or replace table memory.main.search_hidden (
    as_at date,
    known_on date,
    holder ubigint
);
