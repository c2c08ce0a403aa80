"""What stands beside the form for a report: what was reported last, and what waits for review."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from ictrack.access.roles import Action
from ictrack.labels import progress_label
from ictrack.language import _, format_moment, format_written, ngettext
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.queries import (
    InitiativeAsAt,
    InitiativeInFull,
    UpdateInFull,
    find_initiative,
    list_initiatives,
    list_updates_of,
)
from ictrack.store.submissions import ListedSubmission, Submission, list_submissions
from ictrack.summaries.actors import actor_names
from ictrack.summaries.freshness import waiting_in_words
from ictrack.summaries.setting import Setting
from ictrack.summaries.table import Cell, Linked, open_city_reports, open_initiative, open_initiatives
from ictrack.summaries.told import cells_of_update, told_facts
from ictrack.vocabulary import RecordKind, Standing, StandingReason, SubmissionState, UpdateKind

# What a form is filled with before anybody types: where it stood last.
_USUAL = ("status", "confidence", "reason")


@dataclass(frozen=True)
class ReportBasis:
    """Hold what is known of an initiative when a report on it is written, as at today.

    `usual` are the fields that are filled in with last time's answers.
    """

    initiative_id: str
    title: str
    city_id: str
    city_name: str
    record_kind: RecordKind
    sentence: str
    last_heading: str
    last: tuple[tuple[str, Cell], ...]
    target: str
    usual: tuple[tuple[str, str], ...]
    waiting: tuple[tuple[str, tuple[tuple[str, Cell], ...]], ...]
    notes: tuple[str, ...]
    links: tuple[Linked, ...]


@dataclass(frozen=True)
class OpenInitiative:
    """One initiative of a city that can be reported on, with what was reported last."""

    initiative_id: str
    title: str
    progress: str
    last: str
    waiting: str
    can_be_unchanged: bool


@dataclass(frozen=True)
class CityReports:
    """Hold the initiatives of a city that are still open, to be reported on one by one or at once."""

    city_id: str
    city_name: str
    sentence: str
    initiatives: tuple[OpenInitiative, ...]


@dataclass(frozen=True)
class NothingToReport:
    """Say that the address names nothing that can be reported on, and what can be chosen."""

    sentence: str
    links: tuple[Linked, ...]


def summarise_reporting(
    database: Database, scope: Scope, setting: Setting, initiative: str, city: str
) -> ReportBasis | CityReports | NothingToReport:
    """Say what a report on an initiative starts from, or which of a city's can be reported on."""
    now = Scope(as_at=setting.today, known_on=setting.today)
    found = find_initiative(database, now, initiative) if initiative else None
    may_report = partial(database.rights.may, Action.REPORT)
    if found is not None and may_report(found.city_id):
        return _basis(database, now, found)
    chosen = next((each for each in setting.cities if each.city_id == city and may_report(city)), None)
    if chosen is not None:
        return _city(database, now, chosen.city_id, chosen.name)
    cities = [each for each in setting.cities_of(scope) if may_report(each.city_id)]
    links = tuple(Linked(each.name, open_city_reports(each.city_id)) for each in cities)
    if found is not None:
        return NothingToReport(_("Only {city} reports on this initiative.", city=found.city_name), links)
    if initiative:
        asked = _("There is no initiative '{asked}' in this data.", asked=initiative)
        return NothingToReport(asked, (Linked(_("Search all initiatives"), open_initiatives()), *links))
    return NothingToReport(_("Choose the city to report for."), links)


def _basis(database: Database, scope: Scope, initiative: InitiativeInFull) -> ReportBasis:
    kind = RecordKind(initiative.record_kind)
    updates = list_updates_of(database, scope, initiative.initiative_id)
    last = last_report(updates)
    in_force = next((u for u in updates if u.update_id == initiative.status_update_id), None)
    usual = cells_of_update(in_force) if in_force else {}
    name_actor = actor_names(database)
    waiting = list_submissions(database, SubmissionState.SUBMITTED, initiatives=[initiative.initiative_id])
    return ReportBasis(
        initiative_id=initiative.initiative_id,
        title=initiative.title,
        city_id=initiative.city_id,
        city_name=initiative.city_name,
        record_kind=kind,
        sentence=_("Report on {title}", title=initiative.title),
        last_heading=_("Last report") if kind is RecordKind.RETURNS else _("Last evidence"),
        last=told_facts(cells_of_update(last), kind) if last else (),
        target=format_written(initiative.current_target_on_written),
        usual=tuple((field, usual[field]) for field in _USUAL if field in usual),
        waiting=tuple(
            _waiting(each.submission, kind, name_actor(each.submission.made_by)) for each in waiting
        ),
        notes=_notes(initiative, kind),
        links=(
            Linked(_("Back to the initiative"), open_initiative(initiative.initiative_id)),
            Linked(
                _("All of {city} that can be reported on", city=initiative.city_name),
                open_city_reports(initiative.city_id),
            ),
        ),
    )


def last_report(updates: Sequence[UpdateInFull]) -> UpdateInFull | None:
    """Find the newest report that was not taken back."""
    return next((u for u in updates if not u.taken_back_by and u.kind != UpdateKind.WITHDRAWAL), None)


def _waiting(submission: Submission, kind: RecordKind, who: str) -> tuple[str, tuple[tuple[str, Cell], ...]]:
    heading = _(
        "Waits for review since {moment}, from {who}",
        moment=format_moment(submission.made_at),
        who=who,
    )
    return heading, told_facts(submission.cells, kind)


def _notes(initiative: InitiativeInFull, kind: RecordKind) -> tuple[str, ...]:
    notes = []
    if kind is RecordKind.PUBLIC_RECORD:
        notes.append(
            _(
                "This initiative is part of the public record. "
                "A report on it goes when your own data replaces that record."
            )
        )
    if initiative.is_closed:
        notes.append(_("Its phase has ended: it can still be completed, and no longer falls due."))
    return tuple(notes)


def _city(database: Database, now: Scope, city_id: str, name: str) -> CityReports:
    """List what is open of the city's own returns; of a public record only where it has none."""
    listed = list_initiatives(database, replace(now, cities=(city_id,)))
    own = [initiative for initiative in listed if initiative.record_kind == RecordKind.RETURNS]
    open_ones = tuple(
        _open_initiative(initiative)
        for initiative in own or listed
        if initiative.standing not in {Standing.COMPLETED, Standing.STOPPED}
    )
    sentence = ngettext(
        "{city} has {n} initiative that is still open.",
        "{city} has {n} initiatives that are still open.",
        len(open_ones),
        city=name,
    )
    if listed and not own:
        note = _(
            "What is listed is part of the public record: a report on it goes when your own data replaces "
            "that record."
        )
        sentence = f"{sentence} {note}"
    return CityReports(city_id, name, sentence, open_ones)


def _open_initiative(initiative: InitiativeAsAt) -> OpenInitiative:
    kind = RecordKind(initiative.record_kind)
    progress = progress_label(Standing(initiative.standing), StandingReason(initiative.standing_reason), kind)
    day = format_written(initiative.last_reported_on_written)
    return OpenInitiative(
        initiative_id=initiative.initiative_id,
        title=initiative.title,
        progress=progress,
        last=_("last report {day}", day=day) if day else _("nothing reported yet"),
        waiting=waiting_in_words(initiative.waiting_reports),
        can_be_unchanged=initiative.status is not None,
    )


def title_of(listed: ListedSubmission) -> str:
    """Name the initiative of a report that was sent; its identifier where it is not stored any more."""
    return listed.title or listed.submission.initiative_id
