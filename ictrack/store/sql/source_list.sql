-- Which sources are loaded, and how much is in each?
-- grain:  one row per source
-- params: none
with initiatives as (
    select
        source_id,
        count(*) as initiatives
    from readable_initiative()
    group by source_id
),

updates as (
    select
        source_id,
        count(*) as status_updates,
        count(reported_on) as dated_updates,
        count(*) filter (reported_on is null and kind <> 'withdrawal') as undated_updates,
        count(*) filter (reported_on is not null and length(reported_on_written) = 4)
            as updates_of_a_year,
        max(reported_on) as last_reported_on
    from readable_status_update()
    group by source_id
)

select
    source.source_id,
    source.title,
    source.record_kind,
    source.recorded_on,
    source.compiled_on_written,
    source.licence,
    source.note,
    source.bundled,
    source.invented,
    coalesce(initiatives.initiatives, 0) as initiatives,
    coalesce(updates.status_updates, 0) as status_updates,
    coalesce(updates.dated_updates, 0) as dated_updates,
    coalesce(updates.undated_updates, 0) as undated_updates,
    coalesce(updates.updates_of_a_year, 0) as updates_of_a_year,
    updates.last_reported_on
from standing_source() as source
left join initiatives on source.source_id = initiatives.source_id
left join updates on source.source_id = updates.source_id
order by source.bundled, source.title, source.source_id
