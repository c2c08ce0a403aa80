-- By which words can what is stored be named?
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
        unnest([name, name_cy]) as written
    from city

    union all

    select
        'cities' as file,
        city_id as identifier,
        'alias' as kind,
        unnest(aliases) as written
    from city

    union all

    select
        'cities' as file,
        city_id as identifier,
        'also' as kind,
        council as written
    from city

    union all

    select
        'cities' as file,
        city_id as identifier,
        'identifier' as kind,
        city_id as written
    from city

    union all

    select
        'phases' as file,
        phase_id as identifier,
        'name' as kind,
        name as written
    from phase

    union all

    select
        'phases' as file,
        phase_id as identifier,
        'also' as kind,
        unnest(['phase ' || phase_id, regexp_replace(name, '^phase ', '', 'i')]) as written
    from phase

    union all

    select
        'phases' as file,
        phase_id as identifier,
        'identifier' as kind,
        phase_id as written
    from phase

    union all

    select
        'thematic_areas' as file,
        area_id as identifier,
        'name' as kind,
        unnest([name, short_name, name_cy]) as written
    from thematic_area

    union all

    select
        'thematic_areas' as file,
        area_id as identifier,
        'identifier' as kind,
        area_id as written
    from thematic_area

    union all

    select
        'principles' as file,
        principle_id as identifier,
        'name' as kind,
        unnest([name, short_name, name_cy]) as written
    from principle

    union all

    select
        'principles' as file,
        principle_id as identifier,
        'identifier' as kind,
        principle_id as written
    from principle

    union all

    select
        'initiatives' as file,
        initiative_id as identifier,
        'identifier' as kind,
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
order by file, identifier, kind, written
