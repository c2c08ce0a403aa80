-- Keep what was written beside a section of a convening's report; what was there stays beneath it.
-- params: $event text, $section text, $text text, $written_at timestamp, $written_by text
insert into db.commentary
select
    $event as event_id,
    $section as section,
    $text as text,
    $written_at as written_at,
    $written_by as written_by;
