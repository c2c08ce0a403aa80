-- By which words can what is stored be named? The name that a problem lists comes first.
-- grain:  one row per word of a city, phase, thematic area, principle or initiative
-- params: $replaced text or null, the source that this load takes away
with city as (
    select * from db.city
    where source_id is distinct from $replaced
),

phase as (
    select * from db.phase
    where source_id is distinct from $replaced
),

thematic_area as (
    select * from db.thematic_area
    where source_id is distinct from $replaced
),

principle as (
    select * from db.principle
    where source_id is distinct from $replaced
),

named as (
    select
        'cities' as file,
        city_id as identifier,
        'name' as kind,
        unnest([1, 2]) as place,
        unnest([name, name_cy]) as written
    from city

    union all

    select
        'cities' as file,
        city_id as identifier,
        'alias' as kind,
        1 as place,
        unnest(aliases) as written
    from city

    union all

    select
        'cities' as file,
        city_id as identifier,
        'also' as kind,
        1 as place,
        council as written
    from city

    union all

    select
        'cities' as file,
        city_id as identifier,
        'identifier' as kind,
        1 as place,
        city_id as written
    from city

    union all

    select
        'phases' as file,
        phase_id as identifier,
        'name' as kind,
        1 as place,
        name as written
    from phase

    union all

    select
        'phases' as file,
        phase_id as identifier,
        'also' as kind,
        1 as place,
        unnest(['phase ' || phase_id, regexp_replace(name, '^phase ', '', 'i')]) as written
    from phase

    union all

    select
        'phases' as file,
        phase_id as identifier,
        'identifier' as kind,
        1 as place,
        phase_id as written
    from phase

    union all

    select
        'thematic_areas' as file,
        area_id as identifier,
        'name' as kind,
        unnest([1, 2, 3]) as place,
        unnest([name, short_name, name_cy]) as written
    from thematic_area

    union all

    select
        'thematic_areas' as file,
        area_id as identifier,
        'identifier' as kind,
        1 as place,
        area_id as written
    from thematic_area

    union all

    select
        'principles' as file,
        principle_id as identifier,
        'name' as kind,
        unnest([1, 2, 3]) as place,
        unnest([name, short_name, name_cy]) as written
    from principle

    union all

    select
        'principles' as file,
        principle_id as identifier,
        'identifier' as kind,
        1 as place,
        principle_id as written
    from principle

    union all

    select
        'initiatives' as file,
        initiative_id as identifier,
        'identifier' as kind,
        1 as place,
        initiative_id as written
    from db.initiative
    where source_id is distinct from $replaced
)

select
    file,
    identifier,
    kind,
    written
from named
where written is not null and written <> ''
order by file, identifier, kind, place, written
