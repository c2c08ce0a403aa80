create unlogged table correction as
select
    naming.initiative,
    naming."update",
    naming.corrects,
    naming.corrected_by,
    naming.recorded_on,
    named.corrects is not null as corrects_correction
from status_update as naming
inner join status_update as named on naming.corrects = named."update";

alter table initiative add primary key (initiative);

alter table status_update add primary key ("update");

alter table correction add primary key (initiative, "update");

alter table calendar add primary key (day);

create index status_update_by_initiative on status_update (initiative, reported_on);

create index initiative_of_city on initiative (city_id);

create index initiative_of_area on initiative (area_id);
