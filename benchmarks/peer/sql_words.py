"""What the questions in SQL have in common: the rules that SQLite and PostgreSQL write alike.

A status and a confidence are one rank, from 3 (stopped, off track) to 17 (completed), as in the
definition of a movement. What an initiative's updates say last is the greatest of one number for
each: its day, then its own number, then what it says.
"""

from __future__ import annotations

from pathlib import Path

from benchmarks.peer.asked import Question
from ictrack.vocabulary import UpdateKind

_COMMON = Path(__file__).parent
STATUSES = ("stopped", "paused", "not_started", "in_progress", "completed")
CONFIDENCES = ("off_track", "at_risk", "on_track")
KINDS = tuple(map(str, UpdateKind))
# The updates with each controlled word as its place: a kind from 0, a status from 1, a confidence from 0.
IN_PLACES = """
select
    initiative,
    reported_on,
    update,
    recorded_on,
    list_position($kinds, kind) - 1 as kind,
    list_position($statuses, status) as status,
    list_position($confidences, confidence) - 1 as confidence,
    revised_target_on,
    corrects,
    corrected_by
from updates
"""


def standing(rank: str, is_overdue: str) -> str:
    """Write the standing that a rank and being overdue make."""
    return (
        f"case when {rank} is null then 'not_reported' when {rank} >= 15 then 'completed' "
        f"when {rank} < 6 then 'stopped' when {rank} < 9 then 'paused' "
        f"when {is_overdue} or {rank} % 3 = 0 then 'behind' when {rank} % 3 = 1 then 'at_risk' "
        f"when {rank} >= 12 then 'in_progress' else 'not_started' end"
    )


MOVEMENT = """case
    when not counted_before then 'joined'
    when not counts_now then 'left'
    when from_rank is null and to_rank is not null then 'first_update'
    when from_rank / 3 = to_rank / 3 and (to_rank >= 15 or to_rank < 6) then 'finished_earlier'
    when coalesce(to_rank, 0) > coalesce(from_rank, 0) then 'forward'
    when coalesce(to_rank, 0) < coalesce(from_rank, 0) then 'back'
    when lowest_rank <> to_rank or highest_rank <> to_rank then 'round_trip'
    when to_standing = 'behind' and from_standing <> 'behind' and is_overdue then 'fell_due'
    when from_target_on is distinct from to_target_on then 'new_target_date'
    when updates > 0 and are_reviews then 'reviewed_no_change'
    when updates > 0 then 'updated_unchanged'
    else 'silent'
end"""


def filled(folder: Path, name: str, question: Question, **own: str) -> str:
    """Read the SQL of a question and fill in what is a peer's own, and of what it is asked.

    How the reports are found stands in the peer's `folder`, what is made of them beside it.
    """
    of_initiative = "".join(
        f"and one.{column} = {own[column]} "
        for column, value in (("city_id", question.city), ("area_id", question.area))
        if value
    )
    of_one = (
        f"and one.initiative in (select one.initiative from initiative as one where true {of_initiative})"
        if of_initiative
        else ""
    )
    common = {
        "withdrawal": str(KINDS.index(UpdateKind.WITHDRAWAL)),
        "review": str(KINDS.index(UpdateKind.REVIEWED_NO_CHANGE)),
        "standing": standing("rank", "is_overdue"),
        "from_standing": standing("from_rank", "was_overdue"),
        "to_standing": standing("to_rank", "is_overdue"),
        "standing_in_time": standing("rank", "false"),
        "standing_overdue": standing("rank", "true"),
        "movement": MOVEMENT,
        "of_initiative": of_initiative,
        "of_one": of_one,
        **own,
    }
    for part, file in (("in_vain", _COMMON / "in_vain.sql"), ("own", folder / f"{name}.sql")):
        common[part] = file.read_text(encoding="utf-8").rstrip().format_map(common)
    return (_COMMON / f"{name}.sql").read_text(encoding="utf-8").format_map(common)
