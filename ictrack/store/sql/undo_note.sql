-- Note that a load was taken back: who, when; the reports that it took in wait again.
-- params: $load_id integer; $undone_at timestamp, $undone_on date; $undone_by text
insert into db.load_undo
select
    $load_id as load_id,
    $undone_at as undone_at,
    $undone_on as undone_on,
    $undone_by as undone_by;

update db.submission
set
    state = 'submitted',
    decided_at = null,
    decided_by = null,
    load_id = null
where load_id = $load_id;
