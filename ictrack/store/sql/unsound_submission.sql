-- Which reports on screen are not what their state says? One that waits was not decided on;
-- one that was returned or accepted was; one that was accepted, and no other, became a
-- status update by a load that stands.
-- grain:  one row per report and what is wrong with it
-- params: none
with wrong as (
    select
        submission_id,
        'waits for review and was decided on' as found
    from db.submission
    where state = 'submitted' and decided_at is not null

    union all

    select
        submission_id,
        'was ' || state || ', and nothing says when' as found
    from db.submission
    where state in ('accepted', 'returned') and decided_at is null

    union all

    select
        submission_id,
        case
            when load_id is null then 'was accepted by no load'
            when state = 'accepted' then format('no load {} stands', load_id)
            else format('is {} and names the load {}', state, load_id)
        end as found
    from db.submission
    where
        (state <> 'accepted' and load_id is not null)
        or (
            state = 'accepted'
            and coalesce(load_id not in (select standing.load_id from standing_load() as standing), true)
        )

    union all

    select
        submission_id,
        'its cells cannot be read' as found
    from db.submission
    where not json_valid(cells)
)

select
    'submission_fits_its_state' as invariant,
    'submission' as table_name,
    submission_id as row_key,
    found
from wrong
order by row_key, found
