with recursive {in_vain},

report as {materialized} (
    select
        one.initiative,
        one.reported_on,
        one.kind,
        {status} as status,
        {target} as target
    from status_update as one
    where
        one.reported_on <= :as_at
        and one.recorded_on <= :known_on
        and one.kind <> {withdrawal}
        and (one.corrected_by is null or one."update" in (select "update" from in_vain))
        {of_one}
),

reported as (
    select
        initiative,
        min(reported_on) as first_reported_on,
        max(status) filter (where reported_on <= :since) & 31 as from_rank,
        max(target) filter (where reported_on <= :since) & 32767 as from_target_on,
        max(status) & 31 as to_rank,
        max(target) & 32767 as to_target_on,
        count(*) filter (where reported_on > :since) as updates,
        min(kind = {review}) filter (where reported_on > :since) as are_reviews
    from report
    group by initiative
),

day_between as (
    select
        initiative,
        max(status) & 31 as rank
    from report
    where reported_on > :since and status is not null
    group by initiative, reported_on
)
