-- Remember whose name was erased, so that it is taken out of what is restored.
-- params: $person_id text, $erased_at timestamp
insert into db.erased_person
select
    $person_id as person_id,
    $erased_at as erased_at
where $person_id not in (select erased_person.person_id from db.erased_person);

delete from db.role_grant
where person_id = $person_id;
