"""The rows that the peers are given: those of ictrack, in the form that is quickest to ask.

What is known of an initiative whatever the day stands beside it, ready: the days of its phase,
whether it is a part, and on which day it joins, unless its first report makes that earlier.
Identifiers are numbers in their order, an update names the one that it corrects and the one that
corrects it, and the rows stand by initiative, day and update. None of it is ready in ictrack.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import pyarrow as pa

from ictrack.store.database import Database

# What has no day sorts after every day, or before: an update without one never counts, and one
# without a recorded day is known from the beginning.
NEVER, ALWAYS = "9999-12-31", "0001-01-01"
_INITIATIVES = f"""
with plan as (
    select
        city_id,
        phase_id,
        min(published_on) as published_on
    from db.action_plan
    group by city_id, phase_id
),

programme as (
    select
        min(starts_on) as starts_on,
        case when count(ends_on) = count(*) then max(ends_on) end as ends_on
    from db.phase
),

framed as (
    select
        initiative.*,
        plan.published_on,
        coalesce(phase.starts_on, programme.starts_on) as frame_starts_on,
        case when phase.phase_id is null then programme.ends_on else phase.ends_on end as frame_ends_on
    from db.initiative
    cross join programme
    left join db.phase on initiative.phase_id = phase.phase_id
    left join plan on initiative.city_id = plan.city_id and initiative.phase_id = plan.phase_id
)

select
    cast(row_number() over (order by initiative_id) as integer) as initiative,
    initiative_id,
    city_id,
    area_id,
    phase_id,
    initiative_id in (select from_id from db.initiative_link where kind = 'part_of') as is_part,
    greatest(
        coalesce(added_on, least(starts_on, published_on), frame_starts_on), frame_starts_on
    ) as joins_on,
    added_on is null and (starts_on is not null or published_on is not null) as joins_with_report,
    frame_starts_on,
    coalesce(frame_ends_on, date '{NEVER}') as frame_ends_on,
    coalesce(removed_on, date '{NEVER}') as removed_on,
    target_on,
    coalesce(schedule in ('ongoing', 'recurring'), false) as is_open_ended
from framed
order by initiative_id
"""
_STORED = """
select
    update_id,
    initiative_id,
    kind,
    reported_on,
    recorded_on,
    status,
    confidence,
    revised_target_on,
    corrects_update_id
from db.status_update
"""
_UPDATES = f"""
with numbered as (
    select
        update_id,
        row_number() over (order by update_id) as number
    from stored
)

select
    cast(initiatives.initiative as integer) as initiative,
    coalesce(stored.reported_on, date '{NEVER}') as reported_on,
    cast(own.number as integer) as update,
    coalesce(stored.recorded_on, date '{ALWAYS}') as recorded_on,
    stored.kind,
    stored.status,
    stored.confidence,
    stored.revised_target_on,
    cast(corrected.number as integer) as corrects,
    cast(by_number.number as integer) as corrected_by
from stored
inner join initiatives on stored.initiative_id = initiatives.initiative_id
inner join numbered as own on stored.update_id = own.update_id
left join numbered as corrected on stored.corrects_update_id = corrected.update_id
left join stored as correcting on stored.update_id = correcting.corrects_update_id
left join numbered as by_number on correcting.update_id = by_number.update_id
order by initiative, reported_on, update
"""
_UNDONE = "select count(*) from db.undone_status_update union all select count(*) from db.undone_initiative"


@dataclass(frozen=True)
class Rows:
    """Hold what every peer is given."""

    initiatives: pa.Table
    updates: pa.Table


def rows_of(database: Database) -> Rows:
    """Read the rows of a database in which no load was taken back."""
    with database.cursor() as cursor:
        assert not any(count for (count,) in cursor.execute(_UNDONE).fetchall())
        initiatives = cursor.sql(_INITIATIVES).to_arrow_table()
        stored = cursor.sql(_STORED).to_arrow_table()
    # Beside the database, whose memory is limited as the app's is.
    with duckdb.connect() as apart:
        apart.register("initiatives", initiatives)
        apart.register("stored", stored)
        return Rows(initiatives, apart.sql(_UPDATES).to_arrow_table())
