"""What waits for review, city by city, each report beside what was said last."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ictrack.language import _, format_moment, ngettext
from ictrack.scope import Scope
from ictrack.settings import current_settings
from ictrack.store.database import Database
from ictrack.store.queries import find_initiative, list_updates_of
from ictrack.store.submissions import ListedSubmission, Submission, list_submissions
from ictrack.summaries.reporting import last_report, title_of
from ictrack.summaries.setting import Setting
from ictrack.summaries.table import Cell, Column, Linked, Table, open_report
from ictrack.summaries.told import cells_of_update, field_label, told_facts
from ictrack.vocabulary import RecordKind, SubmissionState

Facts = tuple[tuple[str, Cell], ...]


@dataclass(frozen=True)
class WaitingReport:
    """One report that waits: who sent it and when, what it says, and what was said before it."""

    submission: Submission
    title: str
    made: str
    told: Facts
    before: Facts


@dataclass(frozen=True)
class CityReview:
    """The reports of one city that wait for review."""

    city_id: str
    city_name: str
    reports: tuple[WaitingReport, ...]


@dataclass(frozen=True)
class Review:
    """Hold what waits for review, and what is a draft or was returned.

    `hint` says, where nothing waits, what would be here and how it comes here.
    """

    sentence: str
    hint: str
    cities: tuple[CityReview, ...]
    unsent: Table


def summarise_review(database: Database, _scope: Scope, setting: Setting, city: str) -> Review:
    """List what waits for review, of one city or of all; filters are set aside."""
    now = Scope(as_at=setting.today, known_on=setting.today)
    waiting = list_submissions(database, SubmissionState.SUBMITTED, city=city or None)
    parts: dict[tuple[str, str], list[ListedSubmission]] = defaultdict(list)
    for listed in waiting:
        parts[listed.city_id, listed.city_name].append(listed)
    cities = tuple(
        CityReview(
            city_id,
            name or _("Removed initiatives"),
            tuple(_waiting(database, now, listed) for listed in part),
        )
        for (city_id, name), part in parts.items()
    )
    unsent = list_submissions(database, SubmissionState.DRAFT, SubmissionState.RETURNED, city=city or None)
    return Review(_sentence(cities, len(waiting)), "" if waiting else _hint(), cities, _unsent(unsent))


def _hint() -> str:
    if current_settings().review == "off":
        return _("Reports count at once: the setting ICTRACK_REVIEW turns review off.")
    return _(
        "What cities report on screen or in a returns workbook waits here until somebody accepts it, "
        "or returns it with a note."
    )


def _sentence(cities: tuple[CityReview, ...], waiting: int) -> str:
    if not waiting:
        return _("No report waits for review.")
    if len(cities) == 1 and cities[0].city_id:
        return ngettext(
            "{n} report of {city} waits for review. It counts once it is accepted.",
            "{n} reports of {city} wait for review. They count once they are accepted.",
            waiting,
            city=cities[0].city_name,
        )
    return ngettext(
        "{n} report waits for review. It counts once it is accepted.",
        "{n} reports wait for review. They count once they are accepted.",
        waiting,
    )


def _waiting(database: Database, now: Scope, listed: ListedSubmission) -> WaitingReport:
    submission = listed.submission
    initiative = find_initiative(database, now, submission.initiative_id)
    kind = RecordKind(initiative.record_kind) if initiative else RecordKind.RETURNS
    last = last_report(list_updates_of(database, now, submission.initiative_id))
    return WaitingReport(
        submission,
        title_of(listed),
        _made(submission),
        told_facts(submission.cells, kind),
        told_facts(cells_of_update(last), kind) if last else (),
    )


def _made(submission: Submission) -> str:
    return _("Sent {moment} UTC from {who}", moment=format_moment(submission.made_at), who=submission.made_by)


def _unsent(submissions: Iterable[ListedSubmission]) -> Table:
    columns = (
        Column("initiative", _("Initiative")),
        Column("city", _("City")),
        Column("state", _("State")),
        Column("made", _("Last changed")),
        Column("summary", field_label("summary")),
        Column("note", _("Note")),
    )
    rows = tuple(
        (
            Linked(title_of(each), open_report(each.submission.initiative_id, each.submission.submission_id)),
            each.city_name,
            _("Returned") if each.submission.state is SubmissionState.RETURNED else _("Draft"),
            format_moment(each.submission.made_at),
            each.submission.cells.get("summary"),
            each.submission.note,
        )
        for each in submissions
    )
    return Table(_("Drafts and returned reports"), columns, rows)
