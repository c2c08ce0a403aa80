-- Note how somebody is called.
-- params: $person_id text, $name text
update db.person
set name = $name
where person_id = $person_id;
