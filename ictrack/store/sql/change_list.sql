-- What became of each initiative between two days, each as known on a day?
-- grain:  one row per initiative that counts on either day
-- params: the scope, whose as-at and known-on dates are those of the last day;
--         $since the first day, $known_since the day on which that picture was known
with opening as (
    select *
    from counted($since, $known_since, $phase, $cities, $areas, $plan_links, $sources, $visibilities)
),

closing as (
    select *
    from counted($as_at, $known_on, $phase, $cities, $areas, $plan_links, $sources, $visibilities)
),

-- The reports in force that speak of the time between.
update_between as (
    select
        initiative_id,
        count(*) as updates,
        bool_and(kind = 'reviewed_no_change') as are_reviews,
        arg_max(reported_on_written, told_order(reported_on, day_place)) as last_reported_on_written,
        arg_max({'it': summary}, told_order(reported_on, day_place)).it as last_summary
    from report_in_force($as_at, $known_on, cities := $cities)
    where reported_on > $since
    group by initiative_id
),

-- The reports between and, before all of them, what those before them said last.
told as (
    select
        initiative_id,
        reported_on,
        told_order(reported_on, day_place) as place,
        case when status is not null then rank_of(status, confidence) end as status_rank,
        revised_target_on as target_on
    from report_in_force($as_at, $known_on, cities := $cities)
    where reported_on > $since

    union all by name

    select
        initiative_id,
        0 as place,
        case when status is not null then rank_of(status, confidence) end as status_rank,
        current_target_on as target_on
    from initiative_as_at($since, $known_on, cities := $cities)
),

-- What is in force after each day between on which anything was reported.
after_day as (
    select
        initiative_id,
        reported_on,
        last_value(status_rank ignore nulls) over so_far as status_rank,
        last_value(target_on ignore nulls) over so_far as target_on
    from told
    window so_far as (partition by initiative_id order by place)
    qualify lead(reported_on) over so_far is distinct from reported_on
),

day_between as (
    select
        after_day.initiative_id,
        after_day.status_rank,
        standing_of(
            status_of_rank(after_day.status_rank),
            confidence_of_rank(after_day.status_rank),
            is_overdue_on(
                after_day.reported_on,
                after_day.target_on,
                closing.frame_ends_on,
                status_of_rank(after_day.status_rank),
                closing.schedule
            )
        ) as standing
    from after_day
    inner join closing on after_day.initiative_id = closing.initiative_id
    where after_day.reported_on > $since
),

between_days as (
    select
        initiative_id,
        min(status_rank) filter (status_rank > 0) as lowest_rank,
        max(status_rank) filter (status_rank > 0) as highest_rank,
        max(badness_of(standing)) as badness
    from day_between
    group by initiative_id
),

change as (
    select
        coalesce(closing.initiative_id, opening.initiative_id) as initiative_id,
        coalesce(closing.title, opening.title) as title,
        coalesce(closing.city_id, opening.city_id) as city_id,
        coalesce(closing.area_id, opening.area_id) as area_id,
        coalesce(closing.phase_id, opening.phase_id) as phase_id,
        coalesce(closing.record_kind, opening.record_kind) as record_kind,
        coalesce(closing.visibility, opening.visibility) as visibility,
        opening.standing as from_standing,
        closing.standing as to_standing,
        opening.standing_reason as from_reason,
        closing.standing_reason as to_reason,
        opening.status as from_status,
        closing.status as to_status,
        opening.confidence as from_confidence,
        closing.confidence as to_confidence,
        closing.status_reported_on,
        opening.status_reported_on_written as from_reported_on_written,
        closing.status_reported_on_written as to_reported_on_written,
        coalesce(
            opening.current_target_on <> closing.current_target_on,
            (opening.current_target_on is null) <> (closing.current_target_on is null)
        ) as has_new_target,
        opening.current_target_on_written as from_target_on_written,
        closing.current_target_on_written as to_target_on_written,
        closing.reason,
        update_between.last_summary,
        coalesce(opening.is_closed, false) as was_closed,
        coalesce(closing.is_closed, false) as is_closed,
        coalesce(closing.is_open_ended, opening.is_open_ended) as is_open_ended,
        opening.removal_reason,
        closing.is_overdue,
        coalesce(update_between.updates, 0) as updates,
        update_between.are_reviews,
        update_between.last_reported_on_written,
        between_days.lowest_rank,
        between_days.highest_rank,
        greatest(
            badness_of(opening.standing), badness_of(closing.standing), between_days.badness
        ) as badness,
        rank_of(opening.status, opening.confidence) as from_rank,
        rank_of(closing.status, closing.confidence) as to_rank,
        opening.initiative_id is not null as counted_before,
        closing.initiative_id is not null as counts_now
    from opening
    full outer join closing on opening.initiative_id = closing.initiative_id
    left join update_between
        on
            coalesce(closing.initiative_id, opening.initiative_id)
            = update_between.initiative_id
    left join between_days
        on
            coalesce(closing.initiative_id, opening.initiative_id)
            = between_days.initiative_id
)

select
    change.initiative_id,
    change.title,
    change.city_id,
    city.name as city_name,
    change.area_id,
    coalesce(thematic_area.short_name, thematic_area.name) as area_name,
    change.phase_id,
    change.record_kind,
    visible_to(change.visibility, change.record_kind) as visibility,
    case
        when not change.counted_before then 'joined'
        when not change.counts_now then 'left'
        when change.from_status is null and change.to_status is not null then 'first_update'
        when
            change.from_status = change.to_status
            and change.to_status in ('completed', 'stopped')
            then 'finished_earlier'
        when change.to_rank > change.from_rank then 'forward'
        when change.to_rank < change.from_rank then 'back'
        when
            change.lowest_rank <> change.to_rank or change.highest_rank <> change.to_rank
            then 'round_trip'
        when
            change.to_standing = 'behind'
            and change.from_standing <> 'behind'
            and change.is_overdue
            then 'fell_due'
        when change.has_new_target then 'new_target_date'
        when change.updates > 0 and change.are_reviews then 'reviewed_no_change'
        when change.updates > 0 then 'updated_unchanged'
        else 'silent'
    end as movement,
    change.from_standing,
    change.to_standing,
    change.from_reason,
    change.to_reason,
    change.from_status,
    change.to_status,
    change.from_confidence,
    change.to_confidence,
    change.status_reported_on,
    case
        when change.counted_before and change.counts_now
            then standings_from_best()[change.badness]
    end as worst_between,
    change.from_target_on_written as from_target,
    change.to_target_on_written as to_target,
    change.from_reported_on_written,
    change.to_reported_on_written,
    change.last_reported_on_written,
    change.reason,
    change.last_summary,
    change.removal_reason,
    change.was_closed,
    change.is_closed,
    change.is_open_ended,
    change.updates
from change
inner join db.city on change.city_id = city.city_id
left join db.thematic_area on change.area_id = thematic_area.area_id
order by change.initiative_id
