-- Which frozen reports do not hold: two of one convening at once, one that was unfrozen by
-- nobody, one that keeps no numbers, numbers that no freeze keeps?
-- grain:  one row per freeze and what is wrong with it
-- params: none
with wrong as (
    select
        'report_freeze' as table_name,
        freeze_id,
        'the convening ''' || event_id || ''' has another freeze that has not ended' as found
    from db.report_freeze
    where ended_at is null
    qualify count(*) over (partition by event_id) > 1

    union all

    select
        'report_freeze' as table_name,
        freeze_id,
        'when it ended and who ended it do not fit' as found
    from db.report_freeze
    where (ended_at is null) <> (ended_by is null)

    union all

    select
        'report_freeze' as table_name,
        freeze_id,
        'keeps no report' as found
    from db.report_freeze
    where freeze_id not in (select frozen.freeze_id from db.frozen_report as frozen)

    union all

    select
        'frozen_report' as table_name,
        freeze_id,
        'no freeze has this key' as found
    from db.frozen_report
    where freeze_id not in (select report_freeze.freeze_id from db.report_freeze)
)

select
    'freeze_holds' as invariant,
    table_name,
    freeze_id as row_key,
    found
from wrong
order by table_name, row_key, found
