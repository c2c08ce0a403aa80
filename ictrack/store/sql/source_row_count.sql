-- How many rows of each file does each source hold?
-- grain:  one row per source and file that has any row, in the order in which files refer to each other
-- params: none
with stored as (
    select
        source_id,
        1 as place,
        'phases' as file
    from db.phase

    union all

    select
        source_id,
        2 as place,
        'cities' as file
    from db.city

    union all

    select
        source_id,
        3 as place,
        'thematic_areas' as file
    from db.thematic_area

    union all

    select
        source_id,
        4 as place,
        'principles' as file
    from db.principle

    union all

    select
        source_id,
        5 as place,
        'memberships' as file
    from db.membership

    union all

    select
        source_id,
        6 as place,
        'events' as file
    from db.event

    union all

    select
        source_id,
        7 as place,
        'publications' as file
    from db.publication

    union all

    select
        source_id,
        8 as place,
        'action_plans' as file
    from db.action_plan

    union all

    select
        source_id,
        9 as place,
        'city_leads' as file
    from readable_city_lead()

    union all

    select
        source_id,
        10 as place,
        'initiatives' as file
    from readable_initiative()

    union all

    select
        source_id,
        11 as place,
        'milestones' as file
    from readable_milestone()

    union all

    select
        source_id,
        12 as place,
        'status_updates' as file
    from readable_status_update()

    union all

    select
        source_id,
        13 as place,
        'initiative_links' as file
    from readable_initiative_link()

    union all

    select
        source_id,
        14 as place,
        'taskforce_members' as file
    from readable_taskforce_member()
)

select
    source_id,
    file,
    count(*) as stored_rows
from stored
group by source_id, place, file
order by source_id, place
