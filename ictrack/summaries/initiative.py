"""One initiative: where it stands and why, what was said of it, what it belongs with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ictrack.access.roles import Action
from ictrack.labels import link_label, progress_label, reverse_link_label
from ictrack.language import _, format_written
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.history_queries import list_taken_in
from ictrack.store.queries import (
    InitiativeInFull,
    InitiativeLink,
    Milestone,
    find_initiative,
    list_initiative_names,
    list_links,
    list_milestones_of,
    list_updates_of,
)
from ictrack.summaries.freshness import counts_convenings, waiting_in_words, why_it_is_silent
from ictrack.summaries.happenings import happenings_of, is_origin, is_reached_late
from ictrack.summaries.history import History, tell_history
from ictrack.summaries.initiative_facts import facts_of, why_it_counts_or_not, why_it_stands_there
from ictrack.summaries.known_when import read_recording
from ictrack.summaries.moment_marks import MomentMarks, mark_moments
from ictrack.summaries.setting import Setting
from ictrack.summaries.table import (
    Cell,
    Column,
    Linked,
    Table,
    open_initiative,
    open_initiatives,
    open_report,
    open_review,
)
from ictrack.summaries.targets import Targets, trace_targets
from ictrack.vocabulary import LinkKind, RecordedOn, RecordKind, Standing, StandingReason
from ictrack.words import fold, suggest


@dataclass(frozen=True)
class OneInitiative:
    """Hold what the page of one initiative says."""

    sentence: str
    description: str
    not_counted: str
    why: tuple[str, ...]
    reporting: tuple[Linked, ...]
    marks: MomentMarks
    facts: tuple[tuple[str, Cell], ...]
    not_stated: str
    history: History
    targets: Targets
    milestones: Table
    links: Table
    neighbours: tuple[Linked, ...]


@dataclass(frozen=True)
class UnknownInitiative:
    """Say that there is no such initiative, and what is close."""

    sentence: str
    suggestions: tuple[Linked, ...]


def summarise_initiative(
    database: Database, scope: Scope, setting: Setting, asked: str
) -> OneInitiative | UnknownInitiative:
    """Say all of one initiative at a day; filters other than the two dates are set aside."""
    initiative = find_initiative(database, scope, asked)
    if initiative is None:
        names = {fold(row.initiative_id): row.initiative_id for row in list_initiative_names(database)}
        known = names.get(fold(asked), asked)
        if known == asked:
            return _unknown(asked, names)
        return summarise_initiative(database, scope, setting, known)
    initiative_id = initiative.initiative_id
    record_kind = RecordKind(initiative.record_kind)
    updates = list_updates_of(database, scope, initiative_id)
    progress = progress_label(
        Standing(initiative.standing), StandingReason(initiative.standing_reason), record_kind
    )
    facts = facts_of(initiative, updates, setting, scope.as_at)
    milestones = list_milestones_of(database, initiative_id)
    links = list_links(database, initiative_id)
    taken_in = list_taken_in(database, scope, initiative_id)
    assumed = initiative.record_recorded_on == RecordedOn.ASSUMED
    recording = read_recording(taken_in, setting, days_are_assumed=assumed)
    return OneInitiative(
        sentence=_sentence(initiative, record_kind),
        description=initiative.description or "",
        not_counted=why_it_counts_or_not(initiative, scope.as_at),
        why=(
            *why_it_stands_there(initiative, updates, progress, scope.as_at),
            why_it_is_silent(initiative, scope.as_at, counts_convenings(setting)),
        ),
        reporting=_reporting(initiative) if database.rights.may(Action.REPORT, initiative.city_id) else (),
        marks=mark_moments(database, scope, setting, initiative, recording),
        facts=tuple((name, value) for name, value in facts if value),
        not_stated=_not_stated([name for name, value in facts if not value]),
        history=tell_history(
            updates,
            scope.as_at,
            record_kind,
            setting_update=initiative.status_update_id,
            recording=recording,
            happenings=happenings_of(initiative, milestones, _origins(links, initiative_id), scope.as_at),
        ),
        targets=trace_targets(initiative, updates, scope.as_at),
        milestones=_milestones(milestones, scope.as_at),
        links=_links(links, initiative_id, setting),
        neighbours=_neighbours(database, initiative),
    )


def _unknown(asked: str, names: dict[str, str]) -> UnknownInitiative:
    all_of_them = Linked(_("Search all initiatives"), open_initiatives())
    if not asked:
        return UnknownInitiative(_("Choose an initiative from the list."), (all_of_them,))
    sentence = _("There is no initiative '{asked}' in this data.", asked=asked)
    close = suggest(asked, names)
    suggestions = [Linked(_("Did you mean {close}?", close=close), open_initiative(close))] if close else []
    search = Linked(_("Search for '{asked}'", asked=asked), open_initiatives(search=asked))
    return UnknownInitiative(sentence, (*suggestions, search, all_of_them))


def _sentence(initiative: InitiativeInFull, record_kind: RecordKind) -> str:
    public = record_kind is RecordKind.PUBLIC_RECORD
    text = _stands(initiative, public)
    day = format_written(initiative.last_reported_on_written)
    if not day:
        return f"{text}."
    if initiative.standing == Standing.NOT_REPORTED:
        if public:
            return _("{stands}: what was found last, of {day}, does not say.", stands=text, day=day)
        return _("{stands}: the last report, of {day}, does not say.", stands=text, day=day)
    if not public:
        return _("{stands}; its last report is of {day}.", stands=text, day=day)
    if len(initiative.last_reported_on_written or "") == len("2019-03-31"):
        return _("{stands}, last heard of on {day}.", stands=text, day=day)
    return _("{stands}, last heard of in {day}.", stands=text, day=day)


def _reporting(initiative: InitiativeInFull) -> tuple[Linked, ...]:
    """Lead to the form for a report, and to what waits for review and counts nowhere yet."""
    form = Linked(_("Report on this initiative"), open_report(initiative.initiative_id))
    waiting = waiting_in_words(initiative.waiting_reports)
    return (Linked(waiting, open_review(initiative.city_id)), form) if waiting else (form,)


def _stands(initiative: InitiativeInFull, public: bool) -> str:
    title = initiative.title
    if initiative.standing == Standing.BEHIND:
        if initiative.standing_reason == StandingReason.PAST_TARGET:
            return _("{title} is past its date", title=title)
        return _("{title} is off track", title=title)
    return {
        Standing.COMPLETED: _("{title} is completed", title=title),
        Standing.STOPPED: _("{title} was stopped", title=title),
        Standing.NOT_REPORTED: _("No dated evidence says where {title} stands", title=title)
        if public
        else _("Nothing reported yet says where {title} stands", title=title),
        Standing.PAUSED: _("{title} is paused", title=title),
        Standing.AT_RISK: _("{title} is at risk", title=title),
        Standing.IN_PROGRESS: _("{title} is under way", title=title),
        Standing.NOT_STARTED: _("{title} is announced", title=title)
        if public
        else _("{title} has not started", title=title),
    }[Standing(initiative.standing)]


def _not_stated(names: Sequence[str]) -> str:
    return _("Not stated: {names}.", names=", ".join(name.lower() for name in names)) if names else ""


def _milestones(milestones: Sequence[Milestone], as_at: date) -> Table:
    columns = (Column("milestone", _("Milestone")), Column("due", _("Due")), Column("reached", _("Reached")))
    rows = tuple((m.title, format_written(m.due_on_written), _reached(m, as_at)) for m in milestones)
    return Table(_("Milestones"), columns, rows)


def _reached(milestone: Milestone, as_at: date) -> str:
    if milestone.done_on and milestone.done_on <= as_at:
        day = format_written(milestone.done_on_written)
        return _("{day}, after it was due", day=day) if is_reached_late(milestone) else day
    return _("past its date") if milestone.due_on < as_at else _("to come")


def _origins(links: Sequence[InitiativeLink], initiative_id: str) -> list[Cell]:
    """Link to what an initiative came from, with how."""
    origins: list[Cell] = []
    for link in links:
        if is_origin(link, initiative_id):
            how, other, *_rest = _link(link, initiative_id)
            origins.append(Linked(f"{how}: {other.text}", other.target))
    return origins


def _links(links: Sequence[InitiativeLink], initiative_id: str, setting: Setting) -> Table:
    columns = (
        Column("how", _("How")),
        Column("initiative", _("Initiative")),
        Column("city", _("City")),
        Column("phase", _("Phase")),
        Column("note", _("Note")),
    )
    rows = []
    for link in links:
        how, other, city, phase_id = _link(link, initiative_id)
        rows.append((how, other, city, setting.phase_name(phase_id) or None, link.note))
    return Table(_("Initiatives that belong with it"), columns, tuple(rows))


def _link(link: InitiativeLink, initiative_id: str) -> tuple[str, Linked, str, str | None]:
    """Tell of a link from one of its ends: how, the other initiative, its city and its phase."""
    kind = LinkKind(link.kind)
    if link.from_id == initiative_id:
        other = Linked(f"{link.to_title} ({link.to_id})", open_initiative(link.to_id))
        return (link_label(kind), other, link.to_city_name, link.to_phase_id)
    other = Linked(f"{link.from_title} ({link.from_id})", open_initiative(link.from_id))
    return (reverse_link_label(kind), other, link.from_city_name, link.from_phase_id)


def _neighbours(database: Database, initiative: InitiativeInFull) -> tuple[Linked, ...]:
    """Link to the initiatives of the same city before and after it by identifier, counted or not."""
    titles = {row.initiative_id: row.title for row in list_initiative_names(database, initiative.city_id)}
    before = max((i for i in titles if i < initiative.initiative_id), default=None)
    after = min((i for i in titles if i > initiative.initiative_id), default=None)
    city = initiative.city_name
    links = []
    if before:
        words = _("Previous in {city}: {title}", city=city, title=titles[before])
        links.append(Linked(words, open_initiative(before)))
    if after:
        words = _("Next in {city}: {title}", city=city, title=titles[after])
        links.append(Linked(words, open_initiative(after)))
    return tuple(links)
