"""What is said of a place of the gap matrix: its reason, its notes, the questions that it raises."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pytest

from ictrack.labels import gap_label
from ictrack.scope import Scope
from ictrack.settings import current_settings
from ictrack.store.database import Database
from ictrack.store.gap_queries import GapRow
from ictrack.summaries.definitions import TERMS, define
from ictrack.summaries.gap_notes import common_notes, notes_of
from ictrack.summaries.gap_questions import questions_for_area, questions_for_city
from ictrack.summaries.gap_reasons import reason_in_words
from ictrack.summaries.gap_rules import explain_state
from ictrack.summaries.gaps import Gaps, summarise_gaps
from ictrack.summaries.setting import summarise_setting
from ictrack.vocabulary import GapState, RecordKind
from tests.engines import OpenNew
from tests.properties.tables import Files, fill
from tests.sql.rows import LATER

RETURNS, DOCUMENTS = RecordKind.RETURNS, RecordKind.PUBLIC_RECORD
SCOPE = Scope(date(2020, 3, 31), LATER)
ROW = GapRow(
    city_id="BRI",
    city_name="Bristol",
    area_id="jobs",
    area_name="Work",
    state="moving",
    record_kind="returns",
    plans=1,
    initiatives=3,
    open_initiatives=2,
    unheard=0,
    without_status=0,
    moved=1,
    since_on=date(2019, 3, 31),
    last_reported_on_written="2019-03",
    no_owner=0,
    no_target=0,
    no_champion=0,
    initiative_ids=("B1", "B2", "B3"),
    open_ids=("B1", "B2"),
    stopped=0,
    closed=0,
)


def reason(kind: RecordKind, **changes: Any) -> str:
    """Say why the place has its state, after some changes to the row."""
    return reason_in_words(replace(ROW, **changes), kind, SCOPE)


# Each row: what differs, then what is said of returns and of documents.
SAID = [
    (
        {"state": "not_known", "initiatives": 0, "plans": 0},
        "No open or completed initiative is known here, and no action plan of the city is known.",
        None,
    ),
    (
        {"state": "not_known", "initiatives": 0},
        "No open or completed initiative is known here, and the city’s action plan was not read in full.",
        None,
    ),
    (
        {"state": "not_known", "initiatives": 0, "plans": 2},
        (
            "No open or completed initiative is known here, and none of the city’s 2 action plans was read "
            "in full."
        ),
        None,
    ),
    (
        {"state": "none", "initiatives": 0, "stopped": 1, "closed": 2},
        (
            "No open or completed initiative is here, although an action plan of the city was read. "
            "Not counted: 1 that was stopped; 2 that closed with their phase."
        ),
        None,
    ),
    (
        {"state": "all_completed", "initiatives": 1, "open_initiatives": 0},
        "The only initiative here is completed.",
        None,
    ),
    (
        {"state": "all_completed", "open_initiatives": 0},
        "The 3 initiatives here are completed, and none is open.",
        None,
    ),
    (
        {"state": "silent", "unheard": 2},
        (
            "None of the 2 open initiatives here has a recent report; the last is of March 2019. "
            "1 other is completed."
        ),
        (
            "No document of the 12 months up to 31 March 2020 speaks of any of the 2 open initiatives here; "
            "the last is of March 2019. 1 other is completed."
        ),
    ),
    (
        {
            "state": "silent",
            "unheard": 1,
            "open_initiatives": 1,
            "initiatives": 1,
            "last_reported_on_written": None,
        },
        "The only open initiative here has no recent report.",
        "No document of the 12 months up to 31 March 2020 speaks of the only open initiative here.",
    ),
    (
        {"state": "planned_only", "initiatives": 2},
        "None of the 2 open initiatives here has started.",
        "The 2 open initiatives here were announced, and no document says that any of them began.",
    ),
    (
        {"state": "stalled", "moved": 0},
        (
            "None of the 2 open initiatives here has moved forward since 31 March 2019. "
            "1 other was completed before."
        ),
        (
            "No document says that any of the 2 open initiatives here moved forward since 31 March 2019. "
            "1 other was completed before."
        ),
    ),
    (
        {"state": "thin", "initiatives": 1, "open_initiatives": 1},
        "There is only one initiative here, and it has moved forward since 31 March 2019.",
        None,
    ),
    (
        {"state": "moving"},
        "Of the 3 initiatives here 1 moved forward since 31 March 2019.",
        "Of the 3 initiatives here documents say that 1 moved forward since 31 March 2019.",
    ),
]


@pytest.mark.parametrize(("changes", "of_returns", "of_documents"), SAID)
def test_the_reason_tells_the_numbers_in_the_words_of_its_record(
    changes: dict[str, Any], of_returns: str, of_documents: str | None
) -> None:
    assert reason(RETURNS, **changes) == of_returns
    assert reason(DOCUMENTS, **changes) == (of_documents or of_returns)


def test_the_reason_of_silence_tells_reports_without_a_status_apart() -> None:
    both = reason(RETURNS, state="silent", open_initiatives=3, unheard=1, without_status=2)
    assert both == (
        "The 3 open initiatives here are without a recent report (1) or without a reported status (2)."
    )
    only = reason(RETURNS, state="silent", open_initiatives=1, initiatives=1, without_status=1)
    assert only == "The only open initiative here was reported on, but not its status."


def test_where_any_status_is_a_step_forward_it_is_since_the_first_reports() -> None:
    assert reason(RETURNS, since_on=None).endswith("1 moved forward since the first reports.")


# Notes.


def test_what_open_ones_lack_is_noted_in_the_place() -> None:
    row = replace(ROW, no_owner=1, no_target=2)
    assert notes_of(row, frozenset()) == (
        "1 of the open ones has no owner named.",
        "2 of the open ones have no target date.",
    )


@pytest.mark.parametrize(("lacking", "is_said_once"), [(1, False), (2, False), (3, True), (4, True)])
def test_a_note_that_holds_for_most_places_is_said_once_above(lacking: int, is_said_once: bool) -> None:
    rows = [replace(ROW, no_champion=int(place < lacking)) for place in range(4)]
    # Where nothing is open, nothing can lack.
    rows.append(replace(ROW, initiatives=0, open_initiatives=0))
    common = common_notes(rows)
    assert bool(common.sentences) is is_said_once
    assert bool(notes_of(rows[0], common.said_of_most)) is not is_said_once
    if is_said_once:
        assert common.sentences == (
            (
                f"For {lacking} of 8 open initiatives no champion is named; "
                "this is not noted again in each place."
            ),
        )


# The whole, from a small programme.

FILES: Files = {
    "phases": [{"phase_id": "1", "name": "Phase one", "starts_on": "2018-01", "ends_on": "2021-12"}],
    "cities": [
        {"city_id": "BRI", "name": "Bristol"},
        {"city_id": "CAR", "name": "Cardiff"},
        {"city_id": "NMD", "name": "Newry, Mourne and Down"},
        {"city_id": "OUT", "name": "Oxford"},
    ],
    "memberships": [
        {"city_id": city_id, "phase_id": "1", "role": "member"} for city_id in ("BRI", "CAR", "NMD")
    ],
    "thematic_areas": [
        {"area_id": "jobs", "name": "Work", "sort_order": "1"},
        {"area_id": "civic", "name": "Civic life", "sort_order": "2"},
    ],
    "action_plans": [{"plan_id": "P", "city_id": "BRI", "phase_id": "1", "title": "Plan"}],
    "events": [
        {"event_id": day, "kind": "convening", "title": "Met", "phase_id": "1", "starts_on": day}
        for day in ("2019-03-31", "2019-09-30", "2020-03-31")
    ],
    "initiatives": [
        {"initiative_id": "B1", "city_id": "BRI", "phase_id": "1", "area_id": "jobs", "title": "t"},
        {"initiative_id": "B2", "city_id": "BRI", "phase_id": "1", "area_id": "jobs", "title": "t"},
        {"initiative_id": "C1", "city_id": "CAR", "phase_id": "1", "area_id": "jobs", "title": "t"},
        {"initiative_id": "C2", "city_id": "CAR", "phase_id": "1", "area_id": "civic", "title": "t"},
        {"initiative_id": "C3", "city_id": "CAR", "phase_id": "1", "title": "t"},
        {"initiative_id": "O1", "city_id": "OUT", "phase_id": "1", "area_id": "jobs", "title": "t"},
    ],
    "status_updates": [
        {"update_id": "U1", "initiative_id": "B1", "reported_on": "2019-01-01", "status": "in_progress"},
        {"update_id": "U2", "initiative_id": "B1", "reported_on": "2020-02-01", "status": "in_progress"},
        {"update_id": "U3", "initiative_id": "B2", "reported_on": "2019-02-01", "status": "completed"},
        {"update_id": "U4", "initiative_id": "C1", "reported_on": "2019-01-01", "status": "paused"},
        {"update_id": "U5", "initiative_id": "C1", "reported_on": "2020-02-01", "status": "paused"},
        {"update_id": "U6", "initiative_id": "C2", "reported_on": "2020-02-01", "status": "in_progress"},
    ],
}
FILLED = partial(fill, files=FILES)


@pytest.fixture
def database(open_new: OpenNew) -> Database:
    return open_new(FILLED)


def gaps_of(database: Database, scope: Scope = SCOPE) -> Gaps:
    """Summarise the matrix."""
    return summarise_gaps(database, scope, summarise_setting(database, date(2020, 6, 1)))


def test_the_sentence_counts_every_place_once_and_the_notes_name_what_is_in_none(database: Database) -> None:
    gaps = gaps_of(database)
    assert gaps.sentence == (
        "At 31 March 2020, of 6 places, 3 cities by 2 thematic areas, 1 rests on only one initiative, "
        "2 are not moving, 1 has no initiative and of 2 it is not known."
    )
    assert "1 initiative has no thematic area and is in no place." in gaps.notes
    assert "Oxford has initiatives and is no member at this day, so it is not in the table." in gaps.notes
    assert sum(state.cells for state in gaps.states) == len(gaps.cells) == len(gaps.table.rows) == 6


def test_a_cell_leads_to_its_rows_and_names_what_counts(database: Database) -> None:
    (cell, _other), *_rest = [cells for _head, cells in gaps_of(database).rows]
    assert (cell.identifiers, cell.open_identifiers, cell.initiatives) == (("B1", "B2"), ("B1",), 2)
    assert dict(cell.target.opens) == {"cities": "BRI", "areas": "jobs"}
    assert cell.name == (
        "Bristol, Work: Not moving. The only open initiative here has not moved forward since 31 March 2019. "
        "1 other was completed before."
    )


def test_an_area_raises_one_question_for_each_state_with_cities_and_identifiers(database: Database) -> None:
    asked = questions_for_area(gaps_of(database), "jobs")
    assert [question.text for question in asked] == [
        (
            "Work: nothing has moved forward in Bristol and Cardiff since 31 March 2019 (B1, C1). "
            "What stands in the way, and who could help?"
        ),
        (
            "Work: no open or completed initiative is known in Newry, Mourne and Down, and no action plan "
            "was read in full. Who can say what is planned or under way?"
        ),
    ]


def test_a_city_raises_one_question_for_each_state_with_its_areas(database: Database) -> None:
    asked = questions_for_city(gaps_of(database), "BRI")
    assert [(question.state, question.text) for question in asked] == [
        (
            GapState.STALLED,
            (
                "Bristol: nothing has moved forward in Work since 31 March 2019 (B1). "
                "What stands in the way, and who could help?"
            ),
        ),
        (
            GapState.NONE,
            (
                "Bristol: there is no open or completed initiative in Civic life. Is something needed there, "
                "and who could begin?"
            ),
        ),
    ]
    (only,) = [q for q in questions_for_city(gaps_of(database), "CAR") if q.state is GapState.THIN]
    assert only.text == (
        "Cardiff: only one initiative is in Civic life (C2). Is that enough, and who else could take part?"
    )


def test_what_moves_raises_no_question(database: Database) -> None:
    update = {"update_id": "U7", "initiative_id": "B1", "reported_on": "2020-03-01", "status": "completed"}
    second = {**FILES["initiatives"][0], "initiative_id": "B9"}
    files = {
        **FILES,
        "initiatives": [*FILES["initiatives"], second],
        "status_updates": [*FILES["status_updates"], update],
    }
    fill(database, files)
    gaps = gaps_of(database, replace(SCOPE, cities=("BRI",), areas=("jobs",)))
    assert [cell.state for cell in gaps.cells] == [GapState.SILENT]
    report = {"update_id": "U8", "initiative_id": "B9", "reported_on": "2020-03-01", "status": "paused"}
    fill(database, {**files, "status_updates": [*files["status_updates"], report]})
    gaps = gaps_of(database, replace(SCOPE, cities=("BRI",), areas=("jobs",)))
    assert [cell.state for cell in gaps.cells] == [GapState.MOVING]
    assert questions_for_area(gaps, "jobs") == ()


def test_where_no_city_is_a_member_it_says_so_and_how_to_supply_it(database: Database) -> None:
    gaps = gaps_of(database, Scope(date(2017, 12, 31), LATER))
    assert gaps.sentence == "At 31 December 2017, none of the cities in view is a member in any phase."
    assert gaps.notes == ("Which city is a member of which phase stands in the file memberships.",)
    assert (gaps.rows, gaps.columns, gaps.table.rows) == ((), (), ())


def test_where_no_area_is_in_view_there_is_no_place(database: Database) -> None:
    sentence = gaps_of(database, replace(SCOPE, areas=("",))).sentence
    assert sentence == "At 31 March 2020, no thematic area is in view, so there is no place to judge."


# Words of the states.


@pytest.mark.parametrize("kind", RecordKind)
def test_every_state_has_a_symbol_of_its_own_a_label_and_a_meaning(kind: RecordKind) -> None:
    assert len({state.symbol for state in GapState}) == len(GapState)
    assert all(len(state.symbol) == 1 for state in GapState)
    assert len({gap_label(state, kind) for state in GapState}) == len(GapState)
    assert len({explain_state(state, kind) for state in GapState}) == len(GapState)
    assert {f"gap_{state}" for state in GapState} <= set(TERMS)
    assert define("gap_none", kind).term == "None"


def test_the_thresholds_that_are_set_stand_in_the_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ICTRACK_GAP_MONTHS", "18")
    monkeypatch.setenv("ICTRACK_GAP_FEW", "2")
    current_settings.cache_clear()
    try:
        assert gap_label(GapState.THIN, RETURNS) == "Only few"
        assert "no more than 2 initiatives" in explain_state(GapState.THIN, RETURNS)
        assert "in the 18 months up to" in explain_state(GapState.SILENT, DOCUMENTS)
        assert reason(DOCUMENTS, state="silent", unheard=2).startswith("No document of the 18 months")
        assert reason(RETURNS, state="thin", initiatives=2) == (
            "There are only 2 initiatives here; of these 1 moved forward since 31 March 2019."
        )
    finally:
        monkeypatch.undo()
        current_settings.cache_clear()
