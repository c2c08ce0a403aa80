-- Keep the reports that a freeze is of: `contents` is a JSON object of JSON texts, by audience.
-- params: $freeze_id text, $contents text
insert into db.frozen_report
select
    $freeze_id as freeze_id,
    content.key as audience,
    content.value ->> '$' as content
from json_each($contents) as content
order by content.key;
