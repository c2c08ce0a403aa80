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
        row_number,
        initiative_id,
        null as update_id,
        null as reported_on,
        null as recorded_on,
        undone_on
    from searched_initiative()

    union all

    select
        row_number,
        initiative_id,
        update_id,
        reported_on,
        recorded_on,
        undone_on
    from searched_update()
)

select
    searched.row_number,
    (numbered.initiative::ubigint << 20)
    + row_number() over (partition by numbered.initiative order by searched.row_number) as holder,
    searched.update_id,
    searched.reported_on,
    searched.recorded_on,
    searched.undone_on
from searched
inner join memory.main.search_initiative as numbered on searched.initiative_id = numbered.initiative_id;

create or replace table memory.main.search_place as
with written as (
    select
        holder.holder,
        searched.place,
        unnest(runs_of(searched.text)) as run
    from searched_text() as searched
    inner join memory.main.search_holder as holder on searched.row_number = holder.row_number
)

select
    found_runs.word,
    written.holder::ubigint as holder,
    written.place::utinyint as place
from written
inner join found_runs on written.run = found_runs.run
order by found_runs.word, holder;

create or replace table memory.main.search_state as
select version
from db.write_lock;
