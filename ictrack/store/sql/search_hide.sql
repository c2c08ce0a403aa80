-- Note what is not known on a day or not in force at another; an undated update is. Readers look at
-- few days, so they are noted for the next search too: those of `$most` pairs at a time.
-- params: $as_at date, $known_on date, $most integer
delete from memory.main.search_hidden
where (select count(*) from memory.main.search_days) >= $most;

delete from memory.main.search_days
where (select count(*) from memory.main.search_days) >= $most;

insert into memory.main.search_hidden
select
    $as_at as as_at,
    $known_on as known_on,
    holder
from memory.main.search_holder
where
    undone_on <= $known_on
    or recorded_on > $known_on
    or reported_on > $as_at
    or update_id in (
        select known.update_id
        from known_update($known_on) as known
        where not stands_on($known_on, known.taken_back_on, known.restored_on, known.later_turns)
    );

insert into memory.main.search_days
select
    $as_at as as_at,
    $known_on as known_on;
