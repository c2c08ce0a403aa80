-- What the questions of the search share. Created in memory when a database is opened, never stored.
-- The linter would indent the whole body of a macro, so it does not judge indentation here.
-- noqa: disable=LT02

-- The rows that hold words, each with a number of its own: that of the row within its table, and
-- which table it is. A withdrawal says nothing of an initiative.
create or replace macro searched_initiative() as table
select
    rowid * 4 as row_number,
    null::date as undone_on,
    *
from db.initiative

union all by name

select
    rowid * 4 + 1 as row_number,
    *
from db.undone_initiative;

create or replace macro searched_update() as table
select
    rowid * 4 + 2 as row_number,
    null::date as undone_on,
    *
from db.status_update
where kind <> 'withdrawal'

union all by name

select
    rowid * 4 + 3 as row_number,
    *
from db.undone_status_update
where kind <> 'withdrawal';

-- Every text in which words are looked for. Grain: one row per numbered row and place; the places are
-- numbered as in `search_queries.PLACES`.
create or replace macro searched_text() as table
with own as (
    select
        searched.row_number,
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
    row_number,
    said.place,
    said.text
from own
where said.text is not null

union all

select
    row_number,
    8 as place,
    concat_ws(' ', summary, achievements) as text
from searched_update()

union all

select
    row_number,
    9 as place,
    concat_ws(' ', challenges, next_steps, help_wanted, help_offered) as text
from searched_update();

-- The runs of characters of a text. What a run is cut into words by, a space of another kind
-- among it, is for `ictrack.search_words` to say.
create or replace macro runs_of(text) as
string_split(translate(text, chr(9) || chr(10) || chr(13), '   '), ' ');

-- The initiative of a holder: it may hold words in a million rows, and there may be as many millions
-- of initiatives.
create or replace macro initiative_of(holder) as
(holder >> 20)::integer;
