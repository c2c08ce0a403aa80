-- What was said of one initiative, and what of it was taken back?
-- grain:  one row per update that was known, the newest first, undated ones last
-- params: $initiative text, $known_on date
with told as (
    select *
    from known_update($known_on, initiatives := [$initiative])
),

taken_back as (
    select
        told.corrects_update_id as update_id,
        told.update_id as by_id,
        told.recorded_on as by_recorded_on
    from told
    inner join told as named on told.corrects_update_id = named.update_id
    where not stands_on($known_on, named.taken_back_on, named.restored_on, named.later_turns)
)

select
    told.update_id,
    told.kind,
    told.reported_on,
    told.reported_on_written,
    told.recorded_on,
    told.status,
    told.status_read_by,
    told.confidence,
    told.reason,
    told.revised_target_on,
    told.revised_target_on_written,
    told.summary,
    told.achievements,
    told.challenges,
    told.next_steps,
    told.help_wanted,
    told.help_offered,
    told.evidence_title,
    told.evidence_url,
    told.reported_by_role,
    told.corrects_update_id,
    told.source_title,
    told.source_url,
    told.source_locator,
    told.file_row,
    load.file_name,
    load.loaded_at,
    taken_back.by_id as taken_back_by,
    taken_back.by_recorded_on as taken_back_on
from told
left join taken_back on told.update_id = taken_back.update_id
left join readable_load() as load on told.load_id = load.load_id
order by told.reported_on desc nulls last, told.update_id desc
