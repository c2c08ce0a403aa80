-- What help is asked for, and what is offered?
-- Each initiative's last word on it: the newest report in force that says one, since a blank is "not
-- stated". One that was stopped, or closed with its phase, asks and offers nothing any more, and one
-- that was completed asks for nothing.
-- Recent is what was said in the $gap_months months up to the day.
-- grain:  one row per initiative and kind: ask or offer
-- params: the scope; $gap_months integer
with said as (
    select
        initiative_id,
        reported_on,
        reported_on_written,
        told_order(reported_on, day_place) as place,
        unnest([
            {'kind': 'ask', 'text': help_wanted},
            {'kind': 'offer', 'text': help_offered}
        ]) as said
    from report_in_force($as_at, $known_on, cities := $cities)
    -- Few say anything of it.
    where help_wanted is not null or help_offered is not null
),

spoken as (
    select
        initiative_id,
        said.kind,
        arg_max(said.text, place) as text,
        arg_max(reported_on_written, place) as said_on_written,
        max(reported_on) as said_on
    from said
    where said.text is not null
    group by initiative_id, said.kind
)

select
    spoken.kind,
    spoken.initiative_id,
    one.title,
    one.city_id,
    city.name as city_name,
    one.area_id,
    coalesce(one.secondary_areas, []) as further_areas,
    one.record_kind,
    spoken.text,
    spoken.said_on,
    spoken.said_on_written,
    spoken.said_on >= cast($as_at - to_months($gap_months) as date) as is_recent,
    words_of(spoken.text) as words
from spoken
inner join
    counted($as_at, $known_on, $phase, $cities, $areas, $plan_links, $sources, $visibilities) as one
    on spoken.initiative_id = one.initiative_id
inner join db.city on one.city_id = city.city_id
where
    not one.is_closed
    and coalesce(one.status <> 'stopped', true)
    and (spoken.kind = 'offer' or coalesce(one.status <> 'completed', true))
order by spoken.said_on desc, spoken.kind asc, spoken.initiative_id asc
