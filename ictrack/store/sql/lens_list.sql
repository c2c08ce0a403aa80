-- How many initiatives of each thematic area name each word that a lens looks at, and how many none?
-- Counted are all that count in the scope, whatever their standing; by what is lacking, the open ones
-- alone. One that names several words is counted with each of them, with a word named twice once.
-- grain:  one row per thematic area (null: without one) and word (null: nothing is stated) that occurs
-- params: the scope; $lens text: sectors, audiences, children, principles or lacking
with seen as (
    select
        area_id,
        coalesce(
            list_distinct(
                case $lens
                    when 'sectors' then sectors
                    when 'audiences' then audiences
                    when 'children'
                        then list_filter([children_and_young_people], lambda answer: answer is not null)
                    when 'principles' then principles
                    when 'lacking' then lacks
                end
            ),
            []
        ) as words
    from counted($as_at, $known_on, $phase, $cities, $areas, $plan_links, $sources, $visibilities)
    where $lens <> 'lacking' or lacks is not null
),

area as (
    select
        area_id,
        count(*) as of_area
    from seen
    group by area_id
),

named as (
    select
        area_id,
        unnest(case when len(words) = 0 then [null] else words end) as word
    from seen
)

select
    named.area_id,
    named.word,
    count(*) as initiatives,
    any_value(area.of_area) as of_area
from named
inner join area on named.area_id is not distinct from area.area_id
group by named.area_id, named.word
order by named.area_id nulls last, named.word nulls last
