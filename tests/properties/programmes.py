"""Generate small programmes that are full of the cases on which definitions turn.

All days of a programme gather round a few anchors, so that days on a boundary, the day
before and the day after are the rule and not the exception.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import strategies as st

from tests.properties.oracle import Files, first_day, last_day

STATUSES = ("not_started", "in_progress", "completed", "paused", "stopped")
CONFIDENCES = ("", "", "on_track", "at_risk", "off_track")
SCHEDULES = ("", "", "dated", "undated", "ongoing", "recurring")
CITIES = ("BRI", "bri")
AREAS = ("", "growth", "services", "Äreas")
PHASES = ("1", "2", "10")
KINDS = ("status", "", "status", "reviewed_no_change", "correction", "correction", "withdrawal")
KINDS_OF_CHAINS = ("status", "correction", "withdrawal", "correction", "withdrawal")
# As text U10 comes before U9, U before u, and an accent after both.
UPDATE_IDS = tuple(
    f"{letter}{number}" for letter in ("U", "u", "É", "A-") for number in (1, 2, 9, 10, 11, 100)
)

Rows = list[dict[str, str]]


@dataclass(frozen=True)
class Generated:
    """A programme, how to look at it (as at, known on, phase), and its load's day if that counts."""

    files: Files
    looks: tuple[tuple[date, date, str | None], ...]
    load_day: date | None


@st.composite
def programmes(draw: st.DrawFn) -> Generated:
    """Draw a programme and some ways to look at it, on the days that it names and beside them."""
    years = st.integers(min_value=2018, max_value=2020)
    anchors = draw(st.lists(st.dates(date(2018, 1, 1), date(2020, 12, 31)), min_size=2, max_size=4))
    anchors.append(date(draw(years), 12, 31))
    cells = st.builds(
        _cell, st.sampled_from(anchors), st.sampled_from((-1, 0, 0, 1)), st.sampled_from((4, 7, 10, 10))
    )
    maybe = st.one_of(st.just(""), cells)
    phases = draw(_phases(cells))
    files: dict[str, Rows] = {
        "phases": phases,
        "action_plans": draw(_plans(phases, maybe)),
        "initiatives": draw(_initiatives(phases, maybe)),
    }
    names = [row["initiative_id"] for row in files["initiatives"]]
    files["status_updates"] = draw(_updates(names, cells, maybe))
    files["initiative_links"] = draw(_links(names))
    files["events"] = draw(_events(phases, cells, maybe))
    days = [day + timedelta(days=step) for day in _days_of(files) for step in (-1, 0, 1)]
    known_days = st.one_of(st.just(date(2030, 1, 1)), st.sampled_from(days))
    phase = st.sampled_from([None, *(row["phase_id"] for row in phases)])
    look = st.tuples(st.sampled_from(days), known_days, phase)
    looks = draw(st.lists(look, min_size=2, max_size=3, unique=True))
    return Generated(files, tuple(looks), draw(st.one_of(st.none(), st.sampled_from(days))))


def _cell(anchor: date, step: int, length: int) -> str:
    return (anchor + timedelta(days=step)).isoformat()[:length]


def _days_of(files: dict[str, Rows]) -> list[date]:
    days: set[date] = set()
    for rows in files.values():
        for row in rows:
            for column, cell in row.items():
                if column.endswith("_on") and cell:
                    days |= {first_day(cell), last_day(cell) or first_day(cell)}
    return sorted(days)


def _not_before(end: str, start: str) -> bool:
    return (last_day(end) or date.max) >= first_day(start)


@st.composite
def _phases(draw: st.DrawFn, cells: st.SearchStrategy[str]) -> Rows:
    rows: Rows = []
    for phase_id in PHASES[: draw(st.integers(1, 3))]:
        start = draw(cells)
        ends = [cell for cell in draw(st.lists(cells, max_size=2)) if _not_before(cell, start)]
        rows.append(
            {"phase_id": phase_id, "name": phase_id, "starts_on": start, "ends_on": ends[0] if ends else ""}
        )
    return rows


@st.composite
def _plans(draw: st.DrawFn, phases: Rows, maybe: st.SearchStrategy[str]) -> Rows:
    return [
        {
            "plan_id": f"plan-{number}",
            "city_id": draw(st.sampled_from(CITIES)),
            "phase_id": draw(st.sampled_from(phases))["phase_id"],
            "title": "Plan",
            "published_on": draw(maybe),
        }
        for number in range(draw(st.integers(0, 6)))
    ]


@st.composite
def _initiatives(draw: st.DrawFn, phases: Rows, maybe: st.SearchStrategy[str]) -> Rows:
    phase_ids = ["", *(row["phase_id"] for row in phases for _ in range(3))]
    seldom = st.one_of(st.just(""), st.just(""), st.just(""), maybe)
    return [
        {
            "initiative_id": f"I{number}",
            "city_id": draw(st.sampled_from(CITIES)),
            "phase_id": draw(st.sampled_from(phase_ids)),
            "area_id": draw(st.sampled_from(AREAS)),
            "title": "Initiative",
            "schedule": draw(st.sampled_from(SCHEDULES)),
            "starts_on": draw(maybe),
            "target_on": draw(maybe),
            "added_on": draw(seldom),
            "removed_on": draw(seldom),
        }
        for number in range(draw(st.integers(1, 4)))
    ]


@st.composite
def _updates(
    draw: st.DrawFn, initiatives: list[str], cells: st.SearchStrategy[str], maybe: st.SearchStrategy[str]
) -> Rows:
    """Draw updates whose identifiers, days and days of recording are in any order."""
    rows: Rows = []
    # Half of the time all updates speak of one initiative, so that corrections chain.
    chains = draw(st.booleans())
    kinds, initiatives = (KINDS_OF_CHAINS, initiatives[:1]) if chains else (KINDS, initiatives)
    free: dict[str, list[str]] = {name: [] for name in initiatives}
    # Two busy days, so that many reports meet on one day.
    busy = st.sampled_from((draw(cells), draw(cells)))
    reported = st.one_of(busy, cells, busy, st.just(""))
    recorded = st.one_of(busy, cells, st.just("")).map(lambda cell: cell if len(cell) == 10 else "")
    for update_id in draw(st.permutations(UPDATE_IDS))[: draw(st.integers(0, len(UPDATE_IDS)))]:
        initiative = draw(st.sampled_from(initiatives))
        kind = draw(st.sampled_from(kinds))
        names = ""
        if kind in ("correction", "withdrawal"):
            if not free[initiative]:
                continue
            # The newest is named more often, so that chains grow long.
            place = draw(st.one_of(st.just(-1), st.just(-1), st.integers(0, len(free[initiative]) - 1)))
            names = free[initiative].pop(place)
        free[initiative].append(update_id)
        rows.append(
            {
                "update_id": update_id,
                "initiative_id": initiative,
                "kind": kind,
                "reported_on": draw(maybe if names else reported),
                "recorded_on": draw(recorded),
                "corrects_update_id": names,
                **draw(_says(kind, maybe)),
            }
        )
    return rows


@st.composite
def _says(draw: st.DrawFn, kind: str, maybe: st.SearchStrategy[str]) -> dict[str, str]:
    """Draw what an update says; a review and a withdrawal say nothing of status and target."""
    if kind in ("reviewed_no_change", "withdrawal"):
        return {"status": "", "confidence": "", "revised_target_on": ""}
    status = draw(st.sampled_from((*STATUSES, *STATUSES, "")))
    confidence = draw(st.sampled_from(CONFIDENCES)) if status else ""
    revised = draw(st.one_of(st.just(""), maybe))
    return {"status": status, "confidence": confidence, "revised_target_on": revised}


@st.composite
def _events(
    draw: st.DrawFn, phases: Rows, cells: st.SearchStrategy[str], maybe: st.SearchStrategy[str]
) -> Rows:
    """Draw convenings of a phase and of none, and what is no convening; often there is none."""
    phase_ids = ["", *(row["phase_id"] for row in phases for _ in range(3))]
    return [
        {
            "event_id": f"E{number}",
            "kind": draw(st.sampled_from(("convening", "convening", "convening", "workshop"))),
            "title": "Event",
            "phase_id": draw(st.sampled_from(phase_ids)),
            "starts_on": draw(cells),
            "ends_on": draw(maybe),
            "cut_off_on": draw(maybe),
        }
        for number in range(draw(st.integers(0, 5)))
    ]


@st.composite
def _links(draw: st.DrawFn, initiatives: list[str]) -> Rows:
    """Draw links from later initiatives to earlier ones, so that no part contains its whole."""
    kinds = ("part_of", "part_of", "joint_with", "carried_over")
    return [
        {
            "from_id": name,
            "to_id": draw(st.sampled_from(initiatives[:place])),
            "kind": draw(st.sampled_from(kinds)),
        }
        for place, name in enumerate(initiatives)
        if place and draw(st.integers(0, 5)) == 0
    ]
