-- What the questions of the search share. Created in memory when a database is opened, never stored.
-- The linter would indent the whole body of a macro, so it does not judge indentation here.
-- noqa: disable=LT02

-- The rows that hold words, each with a number of its own: that of the row within its table, and
-- which table it is. A withdrawal says nothing of an initiative.
create or replace macro searched_initiative() as table
select
    rowid * 4 as holder,
    null::date as undone_on,
    *
from db.initiative

union all by name

select
    rowid * 4 + 1 as holder,
    *
from db.undone_initiative;

create or replace macro searched_update() as table
select
    rowid * 4 + 2 as holder,
    null::date as undone_on,
    *
from db.status_update
where kind <> 'withdrawal'

union all by name

select
    rowid * 4 + 3 as holder,
    *
from db.undone_status_update
where kind <> 'withdrawal';

-- Every text in which words are looked for. Grain: one row per holder and place; the places are
-- numbered as in `search_queries.PLACES`.
create or replace macro searched_text() as table
with own as (
    select
        searched.holder,
        unnest([
            {'place': 0, 'text': searched.title},
            {'place': 1, 'text': searched.initiative_id},
            {'place': 2, 'text': concat_ws(' ', city.name, city.name_cy, array_to_string(city.aliases, ' '))},
            {'place': 3, 'text': searched.description},
            {'place': 4, 'text': searched.lead_organisation},
            {'place': 5, 'text': array_to_string(searched.partners, ' ')},
            {'place': 6, 'text': array_to_string(searched.audiences, ' ')},
            {'place': 7, 'text': concat_ws(' ', area.name, area.short_name, area.name_cy)}
        ]) as said
    from searched_initiative() as searched
    left join db.city on searched.city_id = city.city_id
    left join db.thematic_area as area on searched.area_id = area.area_id
)

select
    holder,
    said.place,
    said.text
from own
where said.text is not null

union all

select
    holder,
    8 as place,
    concat_ws(
        ' ', summary, achievements, challenges, next_steps, help_wanted, help_offered
    ) as text
from searched_update();

-- The runs of characters of a text. What a run is cut into words by, a space of another kind
-- among it, is for `ictrack.search_words` to say.
create or replace macro runs_of(text) as
string_split(translate(text, chr(9) || chr(10) || chr(13), '   '), ' ');

-- The words that are looked for. Those of a term are the ones that begin with it, those of the same
-- form, and those that it was taken for. Grain: one row per term and word.
create or replace macro wanted_word(terms, forms, taken_terms, taken_words) as table
with asked as (
    select
        unnest(terms) as term,
        unnest(forms) as form
)

select
    asked.term,
    search_word.word
from asked
inner join memory.main.search_word on starts_with(search_word.text, asked.term)

union

select
    asked.term,
    search_word.word
from asked
inner join memory.main.search_word on asked.form = search_word.form

union

select
    unnest(taken_terms) as term,
    unnest(taken_words) as word;

-- Where the words that are looked for stand, of what is known on a day and in force at another; of
-- undated updates it is not known. Grain: one row per term, word, initiative, update and place.
create or replace macro held_word(terms, forms, taken_terms, taken_words, as_at, known_on) as table
select
    wanted.term,
    wanted.word,
    holder.initiative,
    place.place
from memory.main.search_place as place
inner join wanted_word(terms, forms, taken_terms, taken_words) as wanted on place.word = wanted.word
inner join memory.main.search_holder as holder on place.holder = holder.holder
where
    (holder.undone_on is null or holder.undone_on > known_on)
    and (holder.recorded_on is null or holder.recorded_on <= known_on)
    and (holder.reported_on is null or holder.reported_on <= as_at)
    and (
        holder.update_id is null
        or holder.update_id not in (select ignored.update_id from ignored_update(known_on) as ignored)
    );
