-- How much of a source was recorded on its first recording day, when its history was taken in?
-- grain:  one row per source with updates on one initiative; none where no day is known
-- params: $initiative text, $known_on date
with of_source as (
    select
        source_id,
        reported_on,
        recorded_on
    from known_update($known_on)
    where
        recorded_on is not null
        and source_id in (
            select concerned.source_id
            from known_update($known_on) as concerned
            where concerned.initiative_id = $initiative
        )
),

first_day as (
    select
        source_id,
        count(*) as of_all,
        min(recorded_on) as recorded_on
    from of_source
    group by source_id
)

select
    first_day.source_id,
    first_day.recorded_on,
    first_day.of_all,
    count(*) as updates,
    coalesce(max(of_source.reported_on) - min(of_source.reported_on), 0) as days_spoken_of
from first_day
inner join of_source
    on
        first_day.source_id = of_source.source_id
        and first_day.recorded_on = of_source.recorded_on
group by first_day.source_id, first_day.recorded_on, first_day.of_all
order by first_day.source_id
