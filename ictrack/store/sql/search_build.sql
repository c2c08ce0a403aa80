-- Build the index of the search from what is stored. `found_words` are the words of all runs,
-- `found_runs` says which words each run has.
-- params: none
create or replace table memory.main.search_word as
select *
from found_words
order by word;

create or replace table memory.main.search_initiative as
with searched as (
    select initiative_id
    from searched_initiative()

    union

    select initiative_id
    from searched_update()
)

select
    row_number() over (order by initiative_id) as initiative,
    initiative_id
from searched;

create or replace table memory.main.search_holder as
with searched as (
    select
        holder,
        initiative_id,
        null as update_id,
        null as reported_on,
        null as recorded_on,
        undone_on
    from searched_initiative()

    union all

    select
        holder,
        initiative_id,
        update_id,
        reported_on,
        recorded_on,
        undone_on
    from searched_update()
)

select
    searched.holder::uinteger as holder,
    numbered.initiative::integer as initiative,
    searched.update_id,
    searched.reported_on,
    searched.recorded_on,
    searched.undone_on
from searched
inner join memory.main.search_initiative as numbered on searched.initiative_id = numbered.initiative_id
order by holder;

create or replace table memory.main.search_place as
with written as (
    select
        holder,
        place,
        unnest(runs_of(text)) as run
    from searched_text()
)

select
    found_runs.word,
    written.holder::uinteger as holder,
    written.place::utinyint as place
from written
inner join found_runs on written.run = found_runs.run
order by found_runs.word, holder;

create or replace table memory.main.search_state as
select version
from db.write_lock;
