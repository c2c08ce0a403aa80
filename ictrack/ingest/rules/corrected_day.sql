-- Of which day do the corrections without a day speak? Of that of what they correct.
-- grain:  one row per correction of this load that gives no day and gets one
-- params: $replaced text or null
with recursive known as (
    select
        update_id,
        corrects_update_id,
        reported_on,
        reported_on_written,
        kind = 'correction' and reported_on is null as takes_day
    from sent_status_updates

    union all

    select
        update_id,
        corrects_update_id,
        reported_on,
        reported_on_written,
        false as takes_day
    from db.status_update
    where
        source_id is distinct from $replaced
        and update_id not in (select sent.update_id from sent_status_updates as sent)
),

dated as (
    select
        update_id,
        reported_on,
        reported_on_written
    from known
    where
        not takes_day
        and reported_on is not null
        and update_id in (
            select others.corrects_update_id from known as others
            where others.takes_day
        )

    union

    select
        known.update_id,
        dated.reported_on,
        dated.reported_on_written
    from dated
    inner join known on dated.update_id = known.corrects_update_id
    where known.takes_day
)

select
    sent.file_row,
    min(dated.reported_on) as reported_on,
    min(dated.reported_on_written) as reported_on_written
from sent_status_updates as sent
inner join dated on sent.update_id = dated.update_id
where sent.kind = 'correction' and sent.reported_on is null
group by sent.file_row
order by sent.file_row
