"""Take in a returns workbook that was sent back: previewed, conflicts settled, then sent or loaded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from ictrack.access.identity import THIS_COMPUTER
from ictrack.access.roles import Action
from ictrack.actions.load import BundledChoice, LoadSource, load_raw
from ictrack.actions.receipt import Outcome, Receipt
from ictrack.actions.report_rules import judge_report
from ictrack.actions.submit import NewReport, SubmitReports, make_submissions
from ictrack.errors import SourceError
from ictrack.ingest.issues import Issue
from ictrack.ingest.returns.as_sent import as_sent
from ictrack.ingest.returns.read import ReturnReading, read_return
from ictrack.ingest.returns.stamp import Stamp
from ictrack.ingest.source import RawSource, Returned, Settlement
from ictrack.settings import current_settings
from ictrack.store.database import Database
from ictrack.store.staging import StoreChangedError, open_staging
from ictrack.store.submissions import Submission, write_submissions
from ictrack.vocabulary import RecordedMode

_CONFLICT = "conflict"


@dataclass(frozen=True)
class SendReturn:
    """Ask for a returned workbook to be taken in.

    `settled` says, by initiative, what becomes of the answers in conflict. With `review`
    what was answered waits for review, without it it is loaded at once.
    """

    raw: RawSource
    settled: Mapping[str, Settlement] = field(default_factory=dict)
    made_by: str = THIS_COMPUTER
    review: bool = field(default_factory=lambda: current_settings().review == "on")
    today: date = field(default_factory=date.today)


@dataclass(frozen=True)
class ReturnPreview:
    """Hold what taking a returned workbook in would do.

    `issues` are the problems to mend, conflicts apart; `receipt` is that of a load that
    writes nothing.
    """

    stamp: Stamp
    reading: ReturnReading
    receipt: Receipt
    issues: tuple[Issue, ...]

    @property
    def unsettled(self) -> int:
        """Count the conflicts of which nobody has said what becomes of them."""
        return sum(conflict.settled is None for conflict in self.reading.conflicts)

    @property
    def brings_any(self) -> bool:
        """Say whether anything in it was not taken in before."""
        return bool(self.reading.fresh) or self.receipt.total("new") + self.receipt.total("changed") > 0

    @property
    def is_ready(self) -> bool:
        """Say whether it can be sent as it is."""
        return self.brings_any and not self.issues and not self.unsettled


class ReturnOutcome(StrEnum):
    """What came of a returned workbook."""

    SUBMITTED = "submitted"
    LOADED = "loaded"
    ALREADY_TAKEN = "already_taken"
    REFUSED = "refused"


@dataclass(frozen=True)
class ReturnReceipt:
    """Hold what came of a returned workbook: how many updates were sent, how many initiatives added."""

    outcome: ReturnOutcome
    preview: ReturnPreview
    updates: int = 0
    initiatives: int = 0
    load_id: int | None = None


def preview_return(database: Database, command: SendReturn) -> ReturnPreview:
    """Hold a returned workbook against what is stored now, and say what it would do.

    Raises SourceError where the source is no returns workbook that can be read,
    NotPermittedError where the reader may not report for its city.
    """
    raw, returned = _settled(command)
    database = database.acting(Action.REPORT, returned.stamp.city)
    with open_staging(database) as staging:
        reading = read_return(raw, returned, staging, command.today)
    receipt = load_raw(database, raw, replace(_load_of(command), dry_run=True))
    issues = (
        *(issue for issue in receipt.issues if issue.code != _CONFLICT),
        *as_sent(_asked_for(reading, command.today), returned.answers),
    )
    return ReturnPreview(returned.stamp, reading, receipt, issues)


def send_return(database: Database, command: SendReturn) -> ReturnReceipt:
    """Take a returned workbook in: all that is new in it, or nothing where anything is to be mended.

    With review the new initiatives are added to the plan at once, because a report needs
    one to be on; what is said of them waits like the rest. Both are one write, judged anew
    where somebody else has written meanwhile.
    """
    database = database.acting(Action.REPORT, _settled(command)[1].stamp.city)
    while True:
        judged_at = database.version()
        preview = preview_return(database, command)
        if preview.issues or preview.unsettled:
            return ReturnReceipt(ReturnOutcome.REFUSED, preview)
        if not preview.brings_any:
            return ReturnReceipt(ReturnOutcome.ALREADY_TAKEN, preview)
        take = _submit if command.review else _load
        receipt = take(database, command, preview, judged_at)
        if receipt is not None:
            return receipt


def _settled(command: SendReturn) -> tuple[RawSource, Returned]:
    returned = command.raw.returned
    if returned is None:
        issue = next(iter(command.raw.issues), None)
        name = command.raw.path.name
        raise SourceError(
            issue.sentence()
            if issue
            else f"{name}: is not a returns workbook. Nothing was taken in. Other files go through Import."
        )
    returned = replace(returned, settled=command.settled)
    return replace(command.raw, returned=returned), returned


def _load_of(command: SendReturn) -> LoadSource:
    return LoadSource(
        command.raw.path,
        recorded_mode=RecordedMode.TODAY,
        bundled_choice=BundledChoice.KEEP,
        loaded_by=command.made_by,
        today=command.today,
    )


def _asked_for(reading: ReturnReading, today: date) -> Iterator[Issue]:
    """Say what reports still need; columns as the workbook names them."""
    table = reading.raw.tables.get("status_updates")
    if table is None:
        return
    for number, cells in sorted(reading.fresh.items()):
        for issue in judge_report(table, number, cells, today):
            yield replace(issue, column=table.header_words.get(issue.column or "", issue.column))


def _load(
    database: Database, command: SendReturn, preview: ReturnPreview, judged_at: int
) -> ReturnReceipt | None:
    """Load all that is new at once; nothing where the store has changed meanwhile."""
    raw, _returned = _settled(command)
    receipt = _load_judged(database, raw, replace(_load_of(command), judged_at=judged_at))
    if receipt is None:
        return None
    if receipt.outcome is not Outcome.LOADED:
        return ReturnReceipt(ReturnOutcome.REFUSED, replace(preview, receipt=receipt, issues=receipt.issues))
    return ReturnReceipt(
        ReturnOutcome.LOADED, preview, receipt.new_updates, receipt.new_initiatives, receipt.load_id
    )


def _submit(
    database: Database, command: SendReturn, preview: ReturnPreview, judged_at: int
) -> ReturnReceipt | None:
    """Add the new initiatives to the plan, and hand in what was answered; nothing where the store changed."""
    waiting = _waiting(database, command, preview)
    outcome = ReturnOutcome.SUBMITTED if waiting else ReturnOutcome.LOADED
    table = preview.reading.raw.tables.get("initiatives")
    if table is not None:
        raw = replace(preview.reading.raw, tables={"initiatives": table}, returned=None)
        load = replace(
            _load_of(command), source_id=preview.reading.source_id, waiting=waiting, judged_at=judged_at
        )
        receipt = _load_judged(database, raw, load)
        if receipt is None:
            return None
        if receipt.outcome is Outcome.REFUSED:
            return ReturnReceipt(ReturnOutcome.REFUSED, replace(preview, issues=receipt.issues))
        if receipt.outcome is Outcome.LOADED:
            return ReturnReceipt(outcome, preview, len(waiting), receipt.new_initiatives, receipt.load_id)
    if not waiting:
        return ReturnReceipt(ReturnOutcome.ALREADY_TAKEN, preview)
    if not write_submissions(database, judged_at, command.made_by, put=waiting):
        return None
    return ReturnReceipt(outcome, preview, len(waiting))


def _waiting(database: Database, command: SendReturn, preview: ReturnPreview) -> tuple[Submission, ...]:
    """Make the reports that are to wait for review; the preview has judged them already."""
    reports = tuple(NewReport(_without_identifier(cells)) for cells in preview.reading.fresh.values())
    origin = command.raw.path.name
    return make_submissions(
        database,
        SubmitReports(reports, made_by=command.made_by, origin=origin, review=True, today=command.today),
    )


def _load_judged(database: Database, raw: RawSource, load: LoadSource) -> Receipt | None:
    """Load what was judged at a version of the store; nothing where it has changed meanwhile."""
    try:
        return load_raw(database, raw, load)
    except StoreChangedError:
        return None


def _without_identifier(cells: Mapping[str, str]) -> dict[str, str]:
    """Give the cells of a report without the identifier that a load would give it."""
    return {name: cell for name, cell in cells.items() if name != "update_id"}
