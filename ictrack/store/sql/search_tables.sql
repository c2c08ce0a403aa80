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
create or replace table memory.main.search_holder (
    holder uinteger,
    initiative integer,
    update_id varchar,
    reported_on date,
    recorded_on date,
    undone_on date
);

-- Which word stands where: `place` is the number of a place of `searched_text`.
create or replace table memory.main.search_place (
    word integer,
    holder uinteger,
    place utinyint
);
