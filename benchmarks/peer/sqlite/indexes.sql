insert into correction
select
    naming.initiative,
    naming."update",
    naming.corrects,
    naming.corrected_by,
    naming.recorded_on,
    exists (
        select 1
        from status_update as named
        where
            named.initiative = naming.initiative
            and named."update" = naming.corrects
            and named.corrects is not null
    )
from status_update as naming
where naming.corrects is not null;

create index initiative_of_city on initiative (city_id);

create index initiative_of_area on initiative (area_id);

analyze;
