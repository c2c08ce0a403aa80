"""Commentary and frozen reports are kept with their convening, and can be made again from the journal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from ictrack.access.identity import THIS_COMPUTER
from ictrack.actions.freeze_report import FreezeReport, UnfreezeReport, freeze_report, unfreeze_report
from ictrack.actions.undo import UndoLoad, UndoRefusedError, take_back
from ictrack.actions.write_commentary import (
    LONGEST_COMMENTARY,
    CommentaryOutcome,
    WriteCommentary,
    write_commentary,
)
from ictrack.errors import NotAllowedError
from ictrack.store.database import Database
from ictrack.store.journal import journal_path
from ictrack.store.queries import list_events
from ictrack.store.replay import replay_journal
from ictrack.store.report_queries import find_freeze, list_commentary, list_freezes, read_frozen
from ictrack.store.verifying import verify
from tests.engines import OpenNew
from tests.properties.tables import fill
from tests.unit.actions.loading import load
from tests.unit.store.loads_of_returns import opened, write_programme

FILES = {
    "phases": [{"phase_id": "1", "name": "Phase one", "starts_on": "2018-01"}],
    "cities": [{"city_id": "BRI", "name": "Bristol"}],
    "events": [
        {"event_id": "E1", "kind": "convening", "title": "One", "phase_id": "1", "starts_on": "2019-06-30"},
        {"event_id": "E2", "kind": "workshop", "title": "Two", "phase_id": "1", "starts_on": "2019-07-01"},
        {"event_id": "E3", "kind": "convening", "title": "Three", "phase_id": "1", "starts_on": "2020-07-01"},
    ],
}
FILLED = partial(fill, files=FILES)
NINE = datetime.fromisoformat("2019-06-20T09:00")
TEN, ELEVEN = NINE + timedelta(hours=1), NINE + timedelta(hours=2)
SECTIONS = ("leaders", "city:BRI")
FIRST = WriteCommentary("E1", "leaders", "A good year.\n\nMore to do.", written_at=NINE)
FREEZE = FreezeReport(
    "E1",
    date(2019, 6, 30),
    date(2019, 7, 2),
    {"network": '{"é": "\'quoted\'"}', "public": "{}"},
    frozen_at=NINE,
)


@pytest.fixture
def database(open_new: OpenNew) -> Database:
    return open_new(FILLED)


def texts(database: Database, event_id: str = "E1") -> dict[str, str]:
    return {one.section: one.text for one in list_commentary(database, event_id)}


def test_a_text_is_kept_with_its_convening_and_section(database: Database) -> None:
    receipt = write_commentary(database, FIRST, SECTIONS)
    assert receipt.outcome is CommentaryOutcome.KEPT
    assert texts(database) == {"leaders": "A good year.\n\nMore to do."}
    assert texts(database, "E3") == {}


def test_the_same_text_again_writes_nothing(database: Database) -> None:
    write_commentary(database, FIRST, SECTIONS)
    version = database.version()
    again = replace(FIRST, text=f" {FIRST.text}\n", seen=NINE, written_at=TEN)
    assert write_commentary(database, again, SECTIONS).outcome is CommentaryOutcome.UNCHANGED
    assert database.version() == version


def test_what_somebody_else_wrote_meanwhile_is_shown_and_not_overwritten(database: Database) -> None:
    write_commentary(database, FIRST, SECTIONS)
    mine = replace(FIRST, text="Mine.", seen=None, written_at=TEN)
    receipt = write_commentary(database, mine, SECTIONS)
    assert receipt.outcome is CommentaryOutcome.OVERTAKEN
    assert receipt.there is not None
    assert receipt.there.text == FIRST.text
    assert texts(database) == {"leaders": FIRST.text}
    assert write_commentary(database, replace(mine, seen=NINE), SECTIONS).outcome is CommentaryOutcome.KEPT
    assert texts(database) == {"leaders": "Mine."}


def test_an_empty_text_takes_back_what_is_there_and_keeps_it_beneath(database: Database) -> None:
    write_commentary(database, FIRST, SECTIONS)
    write_commentary(database, replace(FIRST, text=" \n", seen=NINE, written_at=TEN), SECTIONS)
    assert texts(database) == {"leaders": ""}
    with database.cursor() as cursor:
        assert cursor.execute("select count(*) from db.commentary").fetchone() == (2,)


@pytest.mark.parametrize(("length", "allowed"), [(LONGEST_COMMENTARY, True), (LONGEST_COMMENTARY + 1, False)])
def test_a_text_has_a_longest_length(database: Database, length: int, allowed: bool) -> None:
    command = replace(FIRST, text="x" * length)
    if allowed:
        assert write_commentary(database, command, SECTIONS).outcome is CommentaryOutcome.KEPT
    else:
        with pytest.raises(NotAllowedError, match=r"text: 'a text of 5001' is not allowed"):
            write_commentary(database, command, SECTIONS)
        assert texts(database) == {}


@pytest.mark.parametrize(
    ("event_id", "section", "said"),
    [("E2", "leaders", "convening: 'E2'"), ("E1", "city:CDF", "section: 'city:CDF'")],
)
def test_what_is_no_convening_or_no_section_is_refused(
    database: Database, event_id: str, section: str, said: str
) -> None:
    with pytest.raises(NotAllowedError, match=said):
        write_commentary(database, replace(FIRST, event_id=event_id, section=section), SECTIONS)


def test_a_frozen_report_gives_back_what_was_put_in(database: Database) -> None:
    receipt = freeze_report(database, FREEZE)
    assert receipt.is_written
    freeze = find_freeze(database, "E1")
    assert freeze == receipt.freeze
    assert freeze is not None
    assert (freeze.as_at, freeze.known_on, freeze.frozen_at) == (date(2019, 6, 30), date(2019, 7, 2), NINE)
    assert {
        name: read_frozen(database, freeze.freeze_id, name) for name in FREEZE.contents
    } == FREEZE.contents
    assert read_frozen(database, freeze.freeze_id, "other") is None
    assert find_freeze(database, "E3") is None


def test_a_second_freeze_keeps_the_first(database: Database) -> None:
    first = freeze_report(database, FREEZE)
    second = freeze_report(database, replace(FREEZE, contents={"network": "other"}, frozen_at=TEN))
    assert (second.freeze, second.is_written) == (first.freeze, False)


def test_unfreezing_is_recorded_and_a_report_can_be_frozen_anew(database: Database) -> None:
    freeze_report(database, FREEZE)
    assert unfreeze_report(database, UnfreezeReport("E1", THIS_COMPUTER, TEN)).is_written
    assert find_freeze(database, "E1") is None
    assert not unfreeze_report(database, UnfreezeReport("E1")).is_written
    freeze_report(database, replace(FREEZE, frozen_at=ELEVEN, contents={"network": "anew"}))
    listed = list_freezes(database, "E1")
    assert [(one.frozen_at, one.ended_at, one.ended_by) for one in listed] == [
        (ELEVEN, None, None),
        (NINE, TEN, THIS_COMPUTER),
    ]
    assert [read_frozen(database, one.freeze_id, "network") for one in listed] == [
        "anew",
        FREEZE.contents["network"],
    ]


def test_a_report_of_no_convening_is_neither_frozen_nor_unfrozen(database: Database) -> None:
    with pytest.raises(NotAllowedError, match="convening: 'E2'"):
        freeze_report(database, replace(FREEZE, event_id="E2"))
    with pytest.raises(NotAllowedError, match="convening: 'E9'"):
        unfreeze_report(database, UnfreezeReport("E9"))


def test_each_is_recorded_for_the_journal_with_who_and_when(database: Database) -> None:
    write_commentary(database, FIRST, SECTIONS)
    freeze_report(database, FREEZE)
    unfreeze_report(database, UnfreezeReport("E1", "someone else", TEN))
    with database.cursor() as cursor:
        kept = cursor.execute(
            "select kind, changed_at, changed_by from db.outbox where kind <> 'opened' order by change_id"
        ).fetchall()
    assert kept[-3:] == [
        ("commentary", NINE, THIS_COMPUTER),
        ("report_frozen", NINE, THIS_COMPUTER),
        ("report_unfrozen", TEN, "someone else"),
    ]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Load a source with a convening into a database on disk, and write about that convening."""
    path = tmp_path / "own.duckdb"
    with opened(path) as kept:
        load(kept, write_programme(tmp_path / "programme"))
        load(kept, _events(tmp_path / "events"))
        write_commentary(kept, FIRST, SECTIONS)
        freeze_report(kept, FREEZE)
    return path


def _events(folder: Path) -> Path:
    folder.mkdir()
    (folder / "source.csv").write_text("key,value\ntitle,Meetings\nrecord_kind,returns\n", encoding="utf-8")
    (folder / "events.csv").write_text(
        "event_id,kind,title,phase_id,starts_on\nE1,convening,One,1,2019-06-30\n", encoding="utf-8"
    )
    return folder


def test_both_are_made_again_from_the_journal(path: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.duckdb"
    with opened(path) as kept:
        unfreeze_report(kept, UnfreezeReport("E1", ended_at=TEN))
        listed = list_freezes(kept, "E1")
    replay_journal(journal_path(path), again)
    with opened(again) as anew:
        assert verify(anew).differences == ()
        assert list_freezes(anew, "E1") == listed
        assert texts(anew) == {"leaders": FIRST.text}
        assert read_frozen(anew, listed[0].freeze_id, "network") == FREEZE.contents["network"]


def test_the_load_that_brought_the_convening_is_not_undone_beneath_them(path: Path) -> None:
    with opened(path) as kept:
        with pytest.raises(UndoRefusedError) as refused:
            take_back(kept, UndoLoad(2))
        assert "commentary of a convening: E1 leaders" in str(refused.value)
        assert "frozen convening reports: E1" in str(refused.value)
        assert "Unfreeze the convening report first." in str(refused.value)
        unfreeze_report(kept, UnfreezeReport("E1", ended_at=TEN))
        write_commentary(kept, replace(FIRST, text="", seen=NINE, written_at=TEN), SECTIONS)
        take_back(kept, UndoLoad(2))
        assert list_events(kept) == ()
