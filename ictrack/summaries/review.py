"""What waits for review, city by city, each report beside what was said last."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ictrack.language import _, format_moment, ngettext
from ictrack.scope import Scope
from ictrack.settings import current_settings
from ictrack.store.database import Database
from ictrack.store.queries import find_initiative, list_updates_of
from ictrack.store.submissions import ListedSubmission, Submission, list_submissions
from ictrack.summaries.actors import actor_names
from ictrack.summaries.reporting import last_report, title_of
from ictrack.summaries.setting import Setting
from ictrack.summaries.table import Cell, Column, Linked, Table, open_report
from ictrack.summaries.told import cells_of_update, field_label, told_facts
from ictrack.vocabulary import RecordKind, SubmissionState

Facts = tuple[tuple[str, Cell], ...]


@dataclass(frozen=True)
class WaitingReport:
    """One report that waits: who sent it and when, what it says, and what was said before it.

    `before_heading` stands above what was said before, or says why that is empty.
    """

    submission: Submission
    title: str
    made: str
    told: Facts
    before_heading: str
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

    `hint` says, where nothing waits, what would be here and how it comes here. `removed` are
    reports in any of these states whose initiatives are not stored any more, as `removed_note`
    says.
    """

    sentence: str
    hint: str
    cities: tuple[CityReview, ...]
    unsent: Table
    removed: tuple[WaitingReport, ...]
    removed_note: str


def summarise_review(database: Database, _scope: Scope, setting: Setting, city: str) -> Review:
    """List what waits for review, of one city or of all; filters are set aside."""
    now = Scope(as_at=setting.today, known_on=setting.today)
    name_actor = actor_names(database)
    waiting = _listed(database, city, SubmissionState.SUBMITTED)
    unsent = _listed(database, city, SubmissionState.DRAFT, SubmissionState.RETURNED)
    parts: dict[tuple[str, str], list[ListedSubmission]] = defaultdict(list)
    for listed in waiting.stored:
        parts[listed.city_id, listed.city_name].append(listed)
    cities = tuple(
        CityReview(city_id, name, tuple(_waiting(database, now, listed, name_actor) for listed in part))
        for (city_id, name), part in parts.items()
    )
    removed = tuple(_removed(listed, name_actor) for listed in (*waiting.removed, *unsent.removed))
    return Review(
        _sentence(cities, len(waiting.stored)),
        "" if waiting.stored else _hint(),
        cities,
        _unsent(unsent.stored),
        removed,
        _removed_note(len(removed)) if removed else "",
    )


@dataclass(frozen=True)
class _Listed:
    """Hold reports in some states, those on initiatives that are not stored any more apart."""

    stored: tuple[ListedSubmission, ...]
    removed: tuple[ListedSubmission, ...]


def _listed(database: Database, city: str, *states: SubmissionState) -> _Listed:
    listed = list_submissions(database, *states, city=city or None)
    return _Listed(
        tuple(each for each in listed if not each.is_removed),
        tuple(each for each in listed if each.is_removed),
    )


def _removed(listed: ListedSubmission, name_actor: Callable[[str], str]) -> WaitingReport:
    submission = listed.submission
    state = {
        SubmissionState.DRAFT: _("Draft"),
        SubmissionState.RETURNED: _("Returned"),
    }.get(submission.state, _("Waits for review"))
    made = _(
        "{state}, last changed {moment} UTC by {who}",
        state=state,
        moment=format_moment(submission.made_at),
        who=name_actor(submission.made_by),
    )
    facts = told_facts(submission.cells, RecordKind.RETURNS)
    note = _("It was returned with a note: {note}", note=submission.note) if submission.note else ""
    return WaitingReport(submission, title_of(listed), made, facts, note, ())


def _removed_note(removed: int) -> str:
    return ngettext(
        "{n} report is on an initiative that is not stored any more, because its source was replaced or "
        "taken back. It cannot be accepted. Load the initiative again, or note what the report says and "
        "delete it.",
        "{n} reports are on initiatives that are not stored any more, because their source was replaced or "
        "taken back. They cannot be accepted. Load the initiatives again, or note what the reports say and "
        "delete them.",
        removed,
    )


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
    if len(cities) == 1:
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


def _waiting(
    database: Database, now: Scope, listed: ListedSubmission, name_actor: Callable[[str], str]
) -> WaitingReport:
    submission = listed.submission
    initiative = find_initiative(database, now, submission.initiative_id)
    kind = RecordKind(initiative.record_kind) if initiative else RecordKind.RETURNS
    last = last_report(list_updates_of(database, now, submission.initiative_id))
    return WaitingReport(
        submission,
        title_of(listed),
        _made(submission, name_actor(submission.made_by)),
        told_facts(submission.cells, kind),
        _("What was said before") if last else _("Nothing was reported before."),
        told_facts(cells_of_update(last), kind) if last else (),
    )


def _made(submission: Submission, who: str) -> str:
    return _("Sent {moment} UTC from {who}", moment=format_moment(submission.made_at), who=who)


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
