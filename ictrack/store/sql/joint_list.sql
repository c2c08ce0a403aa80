-- Which initiatives of a scope are joint ones, and with which?
-- grain:  one row per initiative that counts and the one that it is joint with
-- params: the scope
with counted_initiative as (
    select *
    from counted($as_at, $known_on, $phase, $cities, $areas, $plan_links, $sources, $visibilities)
),

joint as (
    select
        from_id as initiative_id,
        to_id as partner_id,
        note
    from readable_initiative_link()
    where kind = 'joint_with'

    union

    select
        to_id as initiative_id,
        from_id as partner_id,
        note
    from readable_initiative_link()
    where kind = 'joint_with'
)

select
    counted_initiative.initiative_id,
    counted_initiative.title,
    joint.partner_id,
    partner.title as partner_title,
    partner.city_id as partner_city_id,
    city.name as partner_city_name,
    joint.note
from joint
inner join counted_initiative on joint.initiative_id = counted_initiative.initiative_id
inner join readable_initiative() as partner on joint.partner_id = partner.initiative_id
inner join db.city on partner.city_id = city.city_id
order by counted_initiative.initiative_id, joint.partner_id
