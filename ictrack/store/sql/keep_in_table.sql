-- Keep in one table of updates what was judged of them (`keep_taken_back.sql`, `keep_day_place.sql`):
-- on which days each is taken back or restored, and its place among those of its day.
-- params: $load_id integer, the load that brought what is new, or null where everything is judged
update db.one_table
set
    taken_back_on = taken_back.taken_back_on,
    restored_on = taken_back.restored_on,
    later_turns = taken_back.later_turns
from taken_back
where
    one_table.initiative_id = taken_back.initiative_id
    and one_table.update_id = taken_back.update_id
    and (
        one_table.taken_back_on is distinct from taken_back.taken_back_on
        or one_table.restored_on is distinct from taken_back.restored_on
        or one_table.later_turns is distinct from taken_back.later_turns
    );

update db.one_table
set
    taken_back_on = null,
    restored_on = null,
    later_turns = null
where
    taken_back_on is not null
    and initiative_id in (select concerned.initiative_id from concerned)
    and update_id not in (select taken_back.update_id from taken_back);

update db.one_table
set day_place = shared_day.day_place
from shared_day
where
    one_table.initiative_id = shared_day.initiative_id
    and one_table.reported_on = shared_day.reported_on
    and one_table.update_id = shared_day.update_id
    and one_table.day_place is distinct from shared_day.day_place;

update db.one_table
set day_place = null
where
    $load_id is null
    and day_place is not null
    and update_id not in (select shared_day.update_id from shared_day);
