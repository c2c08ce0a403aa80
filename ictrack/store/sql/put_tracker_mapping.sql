-- Remember how a tracker is read, in place of what was remembered under its name.
-- params: $name text, $toml text, $saved_at timestamp
delete from db.tracker_mapping
where name = $name;

insert into db.tracker_mapping
select
    $name as name,
    $toml as toml,
    $saved_at as saved_at;
