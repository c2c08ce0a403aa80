"""Things to check: what contradicts itself or is incomplete, per city and per rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ictrack.language import _, format_count, ngettext
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.queries import Contradiction, list_contradictions
from ictrack.summaries.contradiction_rules import (
    ContradictionRule,
    RuleWords,
    describe_finding,
    describe_rule,
)
from ictrack.summaries.setting import Setting
from ictrack.summaries.table import Cell, Column, Linked, Table, open_city, open_data_quality, open_initiative
from ictrack.vocabulary import RecordKind


@dataclass(frozen=True)
class RuleFindings:
    """What one rule found: its code and words, and a table of one row per finding."""

    rule: ContradictionRule
    words: RuleWords
    table: Table


@dataclass(frozen=True)
class CityList:
    """What one city is to check, to be sent to it: a table whose columns are named in its words."""

    city_id: str
    city_name: str
    table: Table


@dataclass(frozen=True)
class ThingsToCheck:
    """Hold what is to be checked in a scope, of the city and the rule that were asked for.

    `total` counts all of the scope, `shown` those asked for. `narrowed` leads back to all, and
    to the page of the city, where fewer were asked for. `problems` names what was asked for and
    is not known. `city_lists` are what is shown, city by city.
    """

    total: int
    shown: int
    sentence: str
    caveat: str
    problems: tuple[str, ...]
    narrowed: tuple[Linked, ...]
    by_city: Table
    findings: tuple[RuleFindings, ...]
    table: Table
    catalogue: Table
    is_of_one_city: bool
    city_lists: tuple[CityList, ...]


def summarise_contradictions(
    database: Database, scope: Scope, setting: Setting, city_id: str = "", rule: str = ""
) -> ThingsToCheck:
    """List what is to be checked, of all cities and rules or of one; say what is not known of them."""
    found = list_contradictions(database, scope)
    problems = _name_unknown(setting, city_id, rule)
    asked_city = city_id if any(city.city_id == city_id for city in setting.cities) else ""
    asked_rule = rule if rule in set(ContradictionRule) else ""
    shown = [one for one in found if asked_city in {"", one.city_id} and asked_rule in {"", one.rule}]
    record_kind = setting.record_kind_in(scope)
    return ThingsToCheck(
        total=len(found),
        shown=len(shown),
        sentence=_sentence(shown, setting, record_kind, asked_city, asked_rule),
        caveat=_caveat(record_kind),
        problems=problems,
        narrowed=_links(setting, asked_city) if asked_city or asked_rule else (),
        by_city=_count_by_city(found),
        findings=_group_by_rule(shown, record_kind, is_one_city=bool(asked_city)),
        table=_list_all(shown, record_kind),
        catalogue=_catalogue(),
        is_of_one_city=bool(asked_city),
        city_lists=_list_by_city(shown, record_kind),
    )


def count_in_words(count: int, record_kind: RecordKind) -> str:
    """Write how many things there are to check."""
    if record_kind is RecordKind.PUBLIC_RECORD:
        return ngettext(
            "{n} thing to check in this compilation", "{n} things to check in this compilation", count
        )
    return ngettext("{n} thing to check", "{n} things to check", count)


def _links(setting: Setting, city_id: str) -> tuple[Linked, ...]:
    """Lead back to all things to check, and to the page of the city that is asked for."""
    back = Linked(_("Show all things to check"), open_data_quality())
    if not city_id:
        return (back,)
    return (back, Linked(_("Where {city} stands", city=setting.city_name(city_id)), open_city(city_id)))


def _name_unknown(setting: Setting, city_id: str, rule: str) -> tuple[str, ...]:
    problems = []
    if city_id and all(city.city_id != city_id for city in setting.cities):
        problems.append(_("'{city}' is not a city of this data. All cities are shown.", city=city_id))
    if rule and rule not in set(ContradictionRule):
        problems.append(_("'{rule}' is not a rule of the catalogue. All rules are shown.", rule=rule))
    return tuple(problems)


def _sentence(
    shown: Sequence[Contradiction], setting: Setting, record_kind: RecordKind, city_id: str, rule: str
) -> str:
    counted = count_in_words(len(shown), record_kind)
    narrowing = [setting.city_name(city_id)] if city_id else []
    narrowing += [describe_rule(ContradictionRule(rule)).label] if rule else []
    if narrowing:
        return _("{narrowing}: {counted}.", narrowing=", ".join(narrowing), counted=counted)
    if not shown:
        return _("There is nothing to check: no rule of the catalogue finds anything.")
    cities = len({one.city_id for one in shown})
    return _("{counted}, in {cities}.", counted=counted, cities=ngettext("{n} city", "{n} cities", cities))


def _caveat(record_kind: RecordKind) -> str:
    if record_kind is not RecordKind.PUBLIC_RECORD:
        return ""
    return _("They are about what was found in public documents, and say nothing of how a city works.")


def _count_by_city(found: Sequence[Contradiction]) -> Table:
    """Count per city and rule; each number leads to what it counts. Rules that find nothing are left out."""
    counts = Counter((one.city_id, one.rule) for one in found)
    rules = [rule for rule in ContradictionRule if any(one.rule == rule for one in found)]
    cities = dict.fromkeys((one.city_id, one.city_name) for one in found)
    columns = [Column("city", _("City")), Column("all", _("All"), is_number=True)]
    columns += [Column(rule.value, describe_rule(rule).label, is_number=True) for rule in rules]
    rows: list[tuple[Cell, ...]] = [
        (
            Linked(name, open_data_quality(city_id)),
            sum(counts[city_id, rule] for rule in rules),
            *(_count(counts[city_id, rule], city_id, name, rule) for rule in rules),
        )
        for city_id, name in cities
    ]
    if len(cities) > 1:
        totals = [(rule, sum(counts[city_id, rule] for city_id, _name in cities)) for rule in rules]
        rows.append((_("All"), len(found), *(_count(n, "", _("All cities"), rule) for rule, n in totals)))
    return Table(_("Things to check by city"), tuple(columns), tuple(rows))


def _count(count: int, city_id: str, city_name: str, rule: ContradictionRule) -> Cell:
    if not count:
        return None
    label = describe_rule(rule).label
    name = _("{count}: {city}, {rule}", count=count, city=city_name, rule=label)
    return Linked(str(count), open_data_quality(city_id, rule), name)


def _group_by_rule(
    shown: Sequence[Contradiction], record_kind: RecordKind, *, is_one_city: bool
) -> tuple[RuleFindings, ...]:
    groups = []
    for rule in ContradictionRule:
        mine = [one for one in shown if one.rule == rule]
        if mine:
            words = describe_rule(rule)
            table = _findings_table(mine, words, record_kind, is_one_city=is_one_city)
            groups.append(RuleFindings(rule, words, table))
    return tuple(groups)


def _findings_table(
    found: Sequence[Contradiction], words: RuleWords, record_kind: RecordKind, *, is_one_city: bool
) -> Table:
    """List what one rule found; a column that would say the same in every row is left out."""
    sentences = [describe_finding(one, record_kind) for one in found]
    parts: list[tuple[Column, list[Cell]]] = [
        (
            Column("initiative", _("Initiative")),
            [Linked(one.title, open_initiative(one.initiative_id)) for one in found],
        )
    ]
    if not is_one_city:
        parts.append((Column("city", _("City")), [one.city_name for one in found]))
    if any(sentence != words.label for sentence in sentences):
        parts.append((Column("found", _("What was found")), list(sentences)))
    if any(one.update_id for one in found):
        parts.append((Column("update", _("Update")), [one.update_id for one in found]))
    parts.append((Column("place", _("Where it stands")), [_place(one) for one in found]))
    caption = _("{rule}: {count} found", rule=words.label, count=format_count(len(found)))
    columns = tuple(column for column, _cells in parts)
    return Table(caption, columns, tuple(zip(*(cells for _column, cells in parts), strict=True)))


def _place(one: Contradiction) -> str:
    return _("{file}, row {row}", file=one.file, row=one.file_row)


def _list_all(shown: Sequence[Contradiction], record_kind: RecordKind) -> Table:
    """List every finding with all that is said of its rule: what is downloaded and sent to a city."""
    columns = (
        Column("rule", _("Code")),
        Column("what_is_wrong", _("What is wrong")),
        Column("found", _("What was found")),
        Column("why_it_matters", _("Why it matters")),
        Column("how_to_mend_it", _("How to mend it")),
        Column("city", _("City")),
        Column("initiative_id", _("Identifier")),
        Column("initiative", _("Initiative")),
        Column("update_id", _("Update")),
        Column("file", _("File")),
        Column("row", _("Row"), is_number=True),
    )
    return Table(_("Things to check"), columns, tuple(_row_of_list(one, record_kind) for one in shown))


def _row_of_list(one: Contradiction, record_kind: RecordKind) -> tuple[Cell, ...]:
    words = describe_rule(ContradictionRule(one.rule))
    return (
        one.rule,
        words.label,
        describe_finding(one, record_kind),
        words.why,
        words.mend,
        one.city_name,
        one.initiative_id,
        Linked(one.title, open_initiative(one.initiative_id)),
        one.update_id,
        one.file,
        one.file_row,
    )


def _list_by_city(shown: Sequence[Contradiction], record_kind: RecordKind) -> tuple[CityList, ...]:
    """List the findings of each city, with what a city needs to find and mend them."""
    columns = (
        Column("city", _("City")),
        Column("initiative_id", _("Initiative identifier")),
        Column("initiative", _("Title")),
        Column("update_id", _("Update identifier")),
        Column("rule", _("Code")),
        Column("what_is_wrong", _("What is wrong")),
        Column("found", _("What was found")),
        Column("why_it_matters", _("Why it matters")),
        Column("how_to_mend_it", _("How to mend it")),
        Column("file", _("File")),
        Column("row", _("Row"), is_number=True),
    )
    whole = _list_all(shown, record_kind)
    keys = [column.key for column in whole.columns]
    rows: dict[tuple[str, str], list[tuple[Cell, ...]]] = {}
    for one, cells in zip(shown, whole.rows, strict=True):
        said = dict(zip(keys, cells, strict=True))
        rows.setdefault((one.city_id, one.city_name), []).append(tuple(said[c.key] for c in columns))
    return tuple(
        CityList(city_id, name, Table(_("Things to check for {city}", city=name), columns, tuple(mine)))
        for (city_id, name), mine in rows.items()
    )


def _catalogue() -> Table:
    columns = (
        Column("what_is_wrong", _("What is wrong")),
        Column("why_it_matters", _("Why it matters")),
        Column("how_to_mend_it", _("How to mend it")),
        Column("rule", _("Code")),
    )
    rows = tuple(
        (words.label, words.why, words.mend, rule.value)
        for rule in ContradictionRule
        for words in [describe_rule(rule)]
    )
    return Table(_("What is checked"), columns, rows)
