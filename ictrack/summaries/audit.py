"""The audit, for administrators: who did what, when, and whether nothing of it was altered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from ictrack.access.roles import Action
from ictrack.dates import end_of_day, parse_partial_day
from ictrack.language import _, format_count, format_moment, ngettext
from ictrack.store.audit_list import AuditEntry, AuditFilter, count_entries, list_entries, list_kinds
from ictrack.store.auditing import AuditCheck, check_audit
from ictrack.store.database import Database
from ictrack.store.queries import list_cities
from ictrack.summaries.actors import actor_names
from ictrack.summaries.audit_words import describe_entry, kind_label
from ictrack.summaries.paging import problem_of_start, turn_to
from ictrack.summaries.table import Column, Linked, Table, Target

_ON_A_PAGE = 50


@dataclass(frozen=True)
class AuditAsked:
    """What the address asks of the audit: a kind, somebody, a day, and the entry to start from."""

    kind: str = ""
    by: str = ""
    day: str = ""
    start: str = ""


@dataclass(frozen=True)
class AuditSummary:
    """The entries that are asked for, those of one page; `kinds` and `doers` are the choices."""

    sentence: str
    table: Table
    pages: tuple[Linked, ...]
    problems: tuple[str, ...]
    kinds: dict[str, str]
    doers: dict[str, str]


def open_audit(asked: AuditAsked) -> Target:
    """Lead to the audit, narrowed."""
    opens = (("kind", asked.kind), ("by", asked.by), ("day", asked.day), ("start", asked.start))
    return Target("audit", tuple((name, value) for name, value in opens if value))


def summarise_audit(database: Database, asked: AuditAsked) -> AuditSummary:
    """List the entries that are asked for, the last first.

    Raises NotPermittedError for whoever may not read the audit.
    """
    whole = database.acting(Action.READ_AUDIT)
    choices, words = list_kinds(whole), _words(whole, database)
    narrowed, problems = _narrow(asked, choices)
    rows = count_entries(whole, narrowed)
    turned = turn_to(asked.start, rows, _ON_A_PAGE)
    entries = list_entries(whole, narrowed, turned.skipped, turned.most)

    def open_from(start: str) -> Target:
        return open_audit(AuditAsked(asked.kind, asked.by, asked.day, start))

    return AuditSummary(
        sentence=_sentence(rows, entries, words, is_narrowed=narrowed != AuditFilter()),
        table=_table(entries, words),
        pages=turned.links(open_from),
        problems=tuple(filter(None, (*problems, problem_of_start(asked.start)))),
        kinds={kind: kind_label(kind) for kind in sorted(choices["kind"], key=kind_label)},
        doers={doer: words.name(doer) for doer in sorted(choices["by"], key=words.name)},
    )


@dataclass(frozen=True)
class _Words:
    """What people and cities are called."""

    name: Callable[[str], str]
    cities: dict[str, str]


def _words(whole: Database, database: Database) -> _Words:
    return _Words(actor_names(database), {city.city_id: city.name for city in list_cities(whole)})


def whole_audit(database: Database, asked: AuditAsked) -> Table:
    """Give every entry that is asked for as one table, for a file."""
    whole = database.acting(Action.READ_AUDIT)
    narrowed, _problems = _narrow(asked, list_kinds(whole))
    return _table(list_entries(whole, narrowed), _words(whole, database))


def _narrow(asked: AuditAsked, choices: dict[str, tuple[str, ...]]) -> tuple[AuditFilter, list[str]]:
    problems = [
        _("The audit has nothing of '{value}'. All of it is shown.", value=value)
        for value, known in ((asked.kind, choices["kind"]), (asked.by, choices["by"]))
        if value and value not in known
    ]
    day = parse_partial_day(asked.day)
    if asked.day and day is None:
        problems.append(
            _(
                "'{value}' is not a day. Write 2026-03-31, 2026-03 or 2026. All days are shown.",
                value=asked.day,
            )
        )
    return (
        AuditFilter(
            since=end_of_day(day.first - timedelta(days=1)) if day else None,
            before=end_of_day(day.last) if day else None,
            kind=asked.kind if asked.kind in choices["kind"] else None,
            by=asked.by if asked.by in choices["by"] else None,
        ),
        problems,
    )


def _sentence(rows: int, entries: tuple[AuditEntry, ...], words: _Words, *, is_narrowed: bool) -> str:
    if not entries:
        return _("No entry is like this.")
    last = entries[0]
    counted = (
        ngettext("{n} entry of the audit is like this.", "{n} entries of the audit are like this.", rows)
        if is_narrowed
        else ngettext("The audit has {n} entry.", "The audit has {n} entries.", rows)
    )
    shown = _(
        "Shown first: {what}, on {moment} (UTC), by {who}.",
        what=describe_entry(last, words.cities),
        moment=format_moment(last.changed_at),
        who=words.name(last.changed_by),
    )
    return f"{counted} {shown}"


def _table(entries: tuple[AuditEntry, ...], words: _Words) -> Table:
    columns = (
        Column("what", _("What")),
        Column("who", _("By whom")),
        Column("about", _("About whom")),
        Column("at", _("When (UTC)")),
        Column("entry", _("Entry")),
    )
    rows = tuple(
        (
            describe_entry(entry, words.cities),
            words.name(entry.changed_by),
            words.name(entry.person_id) if entry.person_id else None,
            format_moment(entry.changed_at),
            str(entry.change_id),
        )
        for entry in entries
    )
    return Table(_("Audit"), columns, rows)


@dataclass(frozen=True)
class AuditVerdict:
    """Whether the audit is whole, in a sentence, and the head to note down."""

    is_whole: bool
    sentence: str
    head: str
    entries: int


def judge_audit(database: Database) -> AuditVerdict:
    """Compute the chain of the audit anew, and say whether it is whole.

    Raises NotPermittedError for whoever may not read the audit.
    """
    return _verdict(check_audit(database.acting(Action.READ_AUDIT)))


def _verdict(found: AuditCheck) -> AuditVerdict:
    if found.broken is not None:
        sentence = _(
            "The chain is broken at entry {entry}: it was altered, or something before it is missing. Keep a "
            "copy of the database and its journal, and compare them with a backup.",
            entry=format_count(found.broken.change_id),
        )
        return AuditVerdict(False, sentence, found.head, found.entries)
    sentence = ngettext(
        "The chain is whole: {n} entry is as it was recorded, here and in the journal.",
        "The chain is whole: {n} entries are as they were recorded, here and in the journal.",
        found.entries,
    )
    return AuditVerdict(True, sentence, found.head, found.entries)
