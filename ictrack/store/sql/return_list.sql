-- Which initiatives are cities asked about for a convening, which have they reported on in its
-- cycle, and which reports wait for review?
-- A report that waits is of the cycle by the day that it speaks of; without a readable day by the
-- moment at which it was sent.
-- grain:  one row per initiative that is asked about
-- params: the scope, with the convening's phase and the last day of its cycle that the picture
--         shows; $cut_off_before date or null for the first convening; $cycle_begins
--         timestamp or null and $cycle_ends timestamp, the ends of these two days where the reader is
with submitted as (
    select
        initiative_id,
        made_at,
        json_extract_string(cells, '$.reported_on') as written
    from readable_submission()
    where
        state <> 'draft'
        and made_at < $known_until
        and (state = 'submitted' or decided_at >= $known_until)
),

dated as (
    select
        initiative_id,
        made_at,
        case length(written)
            when 4 then last_day(try_strptime(written || '-12', '%Y-%m'))
            when 7 then last_day(try_strptime(written, '%Y-%m'))
            else try_cast(written as date)
        end as speaks_of
    from submitted
),

waiting as (
    select
        initiative_id,
        count(*) as reports
    from dated
    where
        case
            when speaks_of is null
                then made_at >= coalesce($cycle_begins, timestamp '0001-01-01') and made_at < $cycle_ends
            else speaks_of > coalesce($cut_off_before, date '0001-01-01') and speaks_of <= $as_at
        end
    group by initiative_id
),

asked as (
    select *
    from asked_about(
        $as_at, $known_on, $phase, $cities, $areas, $plan_links, $sources, $visibilities, $cut_off_before
    )
)

select
    asked.initiative_id,
    asked.title,
    asked.city_id,
    city.name as city_name,
    asked.standing,
    asked.standing_reason,
    asked.status,
    asked.is_closed,
    asked.plan_link,
    asked.record_kind,
    asked.last_reported_on_written,
    coalesce(asked.last_reported_on > coalesce($cut_off_before, date '0001-01-01'), false) as is_answered,
    coalesce(waiting.reports, 0) as waiting
from asked
inner join db.city on asked.city_id = city.city_id
left join waiting on asked.initiative_id = waiting.initiative_id
order by city.name, asked.city_id, asked.title, asked.initiative_id
