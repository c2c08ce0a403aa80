-- What has been published, by the programme and by each city?
-- grain:  one row per publication
-- params: none
select
    publication_id,
    title,
    kind,
    city_id,
    phase_id,
    published_on,
    published_on_written,
    publisher,
    note,
    source_url
from db.publication
order by published_on nulls last, publication_id
