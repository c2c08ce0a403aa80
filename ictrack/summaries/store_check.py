"""What is to be checked in all that is stored, and whether the store itself is sound: `check --database`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ictrack.language import _, format_count, format_day, ngettext
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.invariants import Breach, Invariant, find_breaches
from ictrack.store.queries import count_stored_rows
from ictrack.summaries.contradictions import ThingsToCheck, summarise_contradictions
from ictrack.summaries.counts import CountRequest, read_scope
from ictrack.summaries.invariants import describe_invariant
from ictrack.summaries.setting import summarise_setting
from ictrack.summaries.table import Plain

_OF_THINGS = (
    *("rule", "what_is_wrong", "found", "why_it_matters", "how_to_mend_it"),
    *("city", "initiative_id", "initiative", "update_id", "file", "row"),
)
STORE_CHECK_COLUMNS = ("kind", *_OF_THINGS, "table", "key")
THING, BREACH = "thing_to_check", "broken_invariant"


@dataclass(frozen=True)
class StoreCheck:
    """Hold what was found: the breaches, how many rows were judged, and the things to check at a day.

    A store that is broken may not let its things to check be listed: they are then nothing.
    """

    breaches: tuple[Breach, ...]
    rows: int
    scope: Scope | None
    things: ThingsToCheck | None

    @property
    def is_sound(self) -> bool:
        """Say whether every invariant holds."""
        return not self.breaches

    def sentence(self) -> str:
        """Say how much there is to check, and whether the store itself is sound."""
        return f"{self._things_in_words()} {self._store_in_words()}"

    def _things_in_words(self) -> str:
        if self.things is None or self.scope is None:
            return _("Things to check cannot be listed while the database is broken.")
        return _("As at {day}: {things}", day=format_day(self.scope.as_at), things=self.things.sentence)

    def _store_in_words(self) -> str:
        rows = ngettext("{n} row", "{n} rows", self.rows)
        if self.is_sound:
            return _(
                "The database itself is sound: all of its {n} rules hold, for {rows}.",
                n=len(Invariant),
                rows=rows,
            )
        broken = len({breach.invariant for breach in self.breaches})
        return ngettext(
            "The database itself is broken: {n} of its {rules} rules does not hold, in {places}.",
            "The database itself is broken: {n} of its {rules} rules do not hold, in {places}.",
            broken,
            rules=len(Invariant),
            places=ngettext("{n} place", "{n} places", len(self.breaches)),
        )

    def plain_rows(self) -> list[dict[str, Plain]]:
        """Give everything that was found, keyed by `STORE_CHECK_COLUMNS`: breaches first."""
        blank: dict[str, Plain] = dict.fromkeys(STORE_CHECK_COLUMNS)
        things = self.things.table.plain_rows() if self.things else []
        return [
            *({**blank, **_plain_breach(breach)} for breach in self.breaches),
            *({**blank, "kind": THING, **row} for row in things),
        ]


def check_store(database: Database, today: date) -> StoreCheck:
    """Judge the store itself, then list what is to be checked in it, at the day that pages open with."""
    breaches = find_breaches(database)
    rows = sum(stored.stored_rows for stored in count_stored_rows(database))
    try:
        scope, things = _list_things(database, today)
    except (KeyError, TypeError, ValueError):
        # A row that no page can read, such as one with a word that is not known.
        if not breaches:
            raise
        return StoreCheck(breaches, rows, None, None)
    return StoreCheck(breaches, rows, scope, things)


def _list_things(database: Database, today: date) -> tuple[Scope, ThingsToCheck]:
    setting = summarise_setting(database, today)
    scope = read_scope(setting, CountRequest())
    return scope, summarise_contradictions(database, scope, setting)


def _plain_breach(breach: Breach) -> dict[str, Plain]:
    words = describe_invariant(breach.invariant)
    return {
        "kind": BREACH,
        "rule": breach.invariant.value,
        "what_is_wrong": _("Does not hold: {holds}", holds=words.holds),
        "found": breach.found,
        "why_it_matters": words.means,
        "how_to_mend_it": words.mend,
        "table": breach.table,
        "key": breach.key,
    }


def lines_of(check: StoreCheck) -> list[str]:
    """Say everything in lines: the things to check per city and rule, then the store itself."""
    lines = []
    rows = check.plain_rows()
    for kind, heads in ((THING, "city"), (BREACH, "table")):
        mine = [row for row in rows if row["kind"] == kind]
        for head in dict.fromkeys(row[heads] for row in mine):
            of_head = [row for row in mine if row[heads] == head]
            lines.append(_head_of(kind, str(head), len(of_head)))
            lines += _lines_of_rules(of_head)
    return lines


def _head_of(kind: str, name: str, count: int) -> str:
    if kind == THING:
        return _("{city}: {n} to check", city=name, n=format_count(count))
    return _("The database itself, table {table}: {n} broken", table=name, n=format_count(count))


def _lines_of_rules(rows: list[dict[str, Plain]]) -> list[str]:
    lines = []
    for rule in dict.fromkeys(row["rule"] for row in rows):
        mine = [row for row in rows if row["rule"] == rule]
        first = mine[0]
        lines.append(
            f"  {rule}: {first['what_is_wrong']}. {first['why_it_matters']} {first['how_to_mend_it']}"
        )
        lines += [f"    {_place_of(row)}{_found_in(row)}" for row in mine]
    return lines


def _found_in(row: dict[str, Plain]) -> str:
    """Say what was found, where that is more than the name of the rule."""
    return "" if row["found"] == row["what_is_wrong"] else f": {row['found']}"


def _place_of(row: dict[str, Plain]) -> str:
    if row["kind"] == BREACH:
        return _("key {key}", key=row["key"]) if row["key"] else str(row["table"])
    update = _(", update {update}", update=row["update_id"]) if row["update_id"] else ""
    return _(
        "{initiative}, {title}{update} ({file}, row {row})",
        initiative=row["initiative_id"],
        title=row["initiative"],
        update=update,
        file=row["file"],
        row=row["row"],
    )
