-- How many seats of each sector on the taskforces champion each thematic area, and how many none?
-- A seat is held from its first day to its last; a blank is "not stated", so it is held. No name of
-- whoever holds it is asked for. A seat that champions several areas is counted with each of them.
-- grain:  one row per sector and thematic area (null: none is stated) that occurs
-- params: $as_at date; $cities, $sources lists or null for all
with held as (
    select
        city_id,
        sector,
        list_distinct(coalesce(champions_areas, [])) as areas
    from readable_taskforce_member()
    where
        coalesce(starts_on <= $as_at, true)
        and coalesce(ends_on >= $as_at, true)
        and ($cities is null or list_contains($cities, city_id))
        and ($sources is null or list_contains($sources, source_id))
),

sector as (
    select
        sector,
        count(*) as of_sector
    from held
    group by sector
),

championed as (
    select
        sector,
        unnest(case when len(areas) = 0 then [null] else areas end) as area_id
    from held
)

select
    championed.sector,
    championed.area_id,
    count(*) as seats,
    any_value(sector.of_sector) as of_sector
from championed
inner join sector on championed.sector = sector.sector
group by championed.sector, championed.area_id
order by championed.sector, championed.area_id nulls last
