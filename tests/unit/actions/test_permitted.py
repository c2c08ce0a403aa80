"""Every write by every role: done or refused as the table of roles says, and nothing half done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from ictrack.access.rights import Grant, rights_of
from ictrack.access.roles import ROLES_OF_A_CITY, TABLE, Action, Reach, Role
from ictrack.actions.backups import MakeBackup, back_up
from ictrack.actions.edit_reference import EditReference, RowEdit, edit_reference
from ictrack.actions.foresee import foresee_report
from ictrack.actions.freeze_report import FreezeReport, UnfreezeReport, freeze_report, unfreeze_report
from ictrack.actions.load import LoadSource, load_source
from ictrack.actions.review import (
    AcceptReports,
    DeleteReports,
    ReturnReports,
    TakeBackReports,
    accept_reports,
    delete_reports,
    return_reports,
    take_back_reports,
)
from ictrack.actions.send_return import preview_return, send_return
from ictrack.actions.sign_off import SignOff, sign_off_return, take_back_sign_off
from ictrack.actions.submit import NewReport, SubmitReports, submit_reports
from ictrack.actions.undo import UndoLoad, take_back
from ictrack.actions.write_commentary import WriteCommentary, write_commentary
from ictrack.errors import NotPermittedError
from ictrack.store.database import Database
from ictrack.store.submissions import Submission, list_submissions
from ictrack.vocabulary import SubmissionState
from tests.unit.returns_programme import SENT_ON, fill_in, make_programme, sent, workbook_of

CELLS = {"initiative_id": "BRI-01", "reported_on": "2021-07-01", "status": "in_progress", "summary": "On"}
ROLES = [role for role in Role if role is not Role.PUBLIC]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = make_programme(tmp_path / "files", tmp_path / "ictrack.duckdb")
    yield opened
    opened.close()


def waiting(database: Database) -> tuple[Submission, ...]:
    """Send a report on an initiative of Bristol, which then waits for review."""
    sent_now = SubmitReports((NewReport(CELLS),), review=True, today=SENT_ON)
    return submit_reports(database, sent_now).submissions


def draft(database: Database) -> tuple[Submission, ...]:
    kept = SubmitReports((NewReport(CELLS),), SubmissionState.DRAFT, today=SENT_ON)
    return submit_reports(database, kept).submissions


def _nothing(_database: Database) -> None:
    """Prepare nothing."""


Write = Callable[[Database, object, Path], object]
# Each write with what it needs, what is prepared for it in full, and the write itself.
WRITES: dict[str, tuple[Action, Callable[[Database], object], Write]] = {
    "load": (Action.IMPORT, _nothing, lambda db, _r, path: load_source(db, LoadSource(path / "files"))),
    "undo": (Action.UNDO, _nothing, lambda db, _r, _p: take_back(db, UndoLoad(1))),
    "draft": (Action.REPORT, _nothing, lambda db, _r, _p: draft(db)),
    "send": (Action.REPORT, _nothing, lambda db, _r, _p: waiting(db)),
    "foresee": (Action.REPORT, _nothing, lambda db, _r, _p: foresee_report(db, CELLS, SENT_ON)),
    "accept": (
        Action.REVIEW,
        waiting,
        lambda db, reports, _p: accept_reports(db, AcceptReports(reports, today=SENT_ON)),  # type: ignore[arg-type]
    ),
    "return": (
        Action.REVIEW,
        waiting,
        lambda db, reports, _p: return_reports(db, ReturnReports(reports, "Which?")),  # type: ignore[arg-type]
    ),
    "take back a report": (
        Action.REPORT,
        waiting,
        lambda db, reports, _p: take_back_reports(db, TakeBackReports(reports)),  # type: ignore[arg-type]
    ),
    "delete": (
        Action.REPORT,
        draft,
        lambda db, reports, _p: delete_reports(db, DeleteReports(reports)),  # type: ignore[arg-type]
    ),
    "preview a return": (
        Action.REPORT,
        workbook_of,
        lambda db, book, _p: preview_return(db, sent(_filled(book))),
    ),
    "send a return": (Action.REPORT, workbook_of, lambda db, book, _p: send_return(db, sent(_filled(book)))),
    "sign off": (Action.SIGN_OFF, _nothing, lambda db, _r, _p: sign_off_return(db, SignOff("EV-2", "BRI"))),
    "take back a sign-off": (
        Action.SIGN_OFF,
        lambda db: sign_off_return(db, SignOff("EV-2", "BRI")),
        lambda db, _r, _p: take_back_sign_off(db, SignOff("EV-2", "BRI")),
    ),
    "edit": (
        Action.EDIT_REFERENCE,
        _nothing,
        lambda db, _r, _p: edit_reference(
            db, EditReference("cities", "two_cities", (RowEdit({"name": "Bryste"}, "BRI"),))
        ),
    ),
    "comment": (
        Action.WRITE_COMMENTARY,
        _nothing,
        lambda db, _r, _p: write_commentary(db, WriteCommentary("EV-2", "leaders", "Well done"), ["leaders"]),
    ),
    "freeze": (
        Action.FREEZE,
        _nothing,
        lambda db, _r, _p: freeze_report(
            db, FreezeReport("EV-2", date(2021, 6, 30), SENT_ON, {"network": "{}"})
        ),
    ),
    "unfreeze": (Action.FREEZE, _nothing, lambda db, _r, _p: unfreeze_report(db, UnfreezeReport("EV-2"))),
    "back up": (Action.BACK_UP, _nothing, lambda db, _r, path: back_up(db, MakeBackup(path / "backups"))),
}


def _filled(book: object) -> bytes:
    assert isinstance(book, bytes)
    return fill_in(book, {"BRI-01": {"No change": "Yes"}})


def granted(role: Role, city: str) -> Grant:
    return Grant(role, city if role in ROLES_OF_A_CITY else None)


@pytest.mark.parametrize("name", WRITES)
def test_each_role_may_write_what_the_table_says_and_no_city_but_its_own(
    database: Database, tmp_path: Path, name: str
) -> None:
    action, prepare, write = WRITES[name]
    prepared = prepare(database)
    for role in ROLES:
        reach = TABLE[role].get(action, frozenset())
        is_own = Reach.OWN_CITY in reach
        for city in ("CAR", "BRI"):
            seen = database.seen_by(rights_of([granted(role, city)]))
            if reach and (not is_own or city == "BRI"):
                continue
            before = database.state()
            with pytest.raises(NotPermittedError, match="Nothing was done"):
                write(seen, prepared, tmp_path)
            assert database.state() == before, (role, city)
    # Those who may do it last, since it can be done once.
    able = next(role for role in ROLES if TABLE[role].get(action))
    seen = database.seen_by(rights_of([granted(able, "BRI")]))
    assert write(seen, prepared, tmp_path) is not None


def test_a_form_that_names_another_city_is_judged_by_what_is_stored(database: Database) -> None:
    lead = database.seen_by(rights_of([Grant(Role.OPERATIONAL_LEAD, "CAR")]))
    told = {**CELLS, "city_id": "CAR"}
    with pytest.raises(NotPermittedError, match=r"report.*BRI"):
        submit_reports(lead, SubmitReports((NewReport(told),), today=SENT_ON))
    # What is not stored is of no city, so it takes the right for all of them.
    with pytest.raises(NotPermittedError):
        submit_reports(lead, SubmitReports((NewReport({**CELLS, "initiative_id": "CAR-99"}),), today=SENT_ON))
    assert list_submissions(database) == ()
