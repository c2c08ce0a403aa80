"""Addresses: what a reader looks at, written as a link, and read back.

The address is the one place that holds the filters. It spells identifiers, never words
of a language, and an unknown value in it is named to the reader and never dropped in
silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from ictrack.dates import parse_partial_day
from ictrack.language import _, join_words
from ictrack.scope import Scope
from ictrack.summaries.progress import NO_AREA
from ictrack.summaries.setting import Setting
from ictrack.summaries.table import Target
from ictrack.vocabulary import PlanLink

FILTERS = ("as_at", "known_on", "phase", "cities", "areas", "plan_links", "sources")
# What single pages read from the address, beside the filters.
OPENS = (
    *("city", "area", "initiative", "progress", "search", "sort", "start", "by", "rule", "data", "draft"),
    # The Convening page: the first moment, the number that is followed, the class that is listed.
    *("since", "known_since", "measure", "movement"),
    # The Gaps page: the state that is explained, and the words that matter to whoever asks.
    *("state", "words"),
    # The lenses: which one; and in the list what initiatives name or lack.
    *("lens", "sector", "for_whom", "children", "principle", "lacks"),
    # The Returns page: the convening, the city, and what came of asking.
    *("cycle", "return", "answer"),
    # The reference data: a table, a source, a row by its key, or that one is added.
    *("table", "source", "key", "add"),
    # The report of a convening: which one, the section that is written about, for whom, which part.
    *("convening", "section", "audience", "part"),
    # The Loads page: one load, by its number.
    "load",
    # The pages of people: one person by their key; the audit of a kind, on a day.
    *("person", "kind", "day"),
)
Query = Mapping[str, list[str]]


@dataclass(frozen=True)
class Reading:
    """Hold what an address asks for, and a sentence for everything in it that is unknown."""

    scope: Scope
    problems: tuple[str, ...]


def query_of(scope: Scope, setting: Setting, *, dates: bool = False) -> dict[str, list[str]]:
    """Write a scope as the query of an address; with `dates`, both dates are spelled out."""
    query: dict[str, list[str]] = {}
    if dates or scope.as_at != setting.default_as_at:
        query["as_at"] = [scope.as_at.isoformat()]
    if dates or scope.known_on != setting.today:
        query["known_on"] = [scope.known_on.isoformat()]
    if scope.phase:
        query["phase"] = [scope.phase]
    query["cities"] = list(scope.cities)
    query["areas"] = [area or NO_AREA for area in scope.areas]
    query["plan_links"] = [str(link) for link in scope.plan_links]
    query["sources"] = list(scope.sources)
    return {name: values for name, values in query.items() if values}


def address_of(target: Target, query: Query) -> str:
    """Write the link to a page, the filters kept and what the page opens replaced."""
    opened = {name for name, _value in target.opens}
    kept = {name: values for name, values in query.items() if name in FILTERS and name not in opened}
    pairs = [(name, value) for name, values in kept.items() for value in values]
    # An empty value lifts a filter: nothing of it stands in the address.
    pairs += [(name, value) for name, value in target.opens if value]
    page = "" if target.page == "overview" else target.page
    return f"./{page}" + (f"?{urlencode(pairs)}" if pairs else "")


def read_address(query: Query, setting: Setting) -> Reading:
    """Read an address; what is unknown in it is named and left out."""
    problems = [
        _("The address holds '{name}', which is not a filter of this page. It was left out.", name=name)
        for name in query
        if name not in FILTERS and name not in OPENS
    ]
    scope = Scope(
        as_at=_day(query, "as_at", setting.default_as_at, problems),
        known_on=_day(query, "known_on", setting.today, problems),
        phase=next(iter(_known(query, "phase", {p.phase_id for p in setting.phases}, problems)), None),
        cities=_known(query, "cities", {c.city_id for c in setting.cities}, problems),
        areas=tuple(
            "" if area == NO_AREA else area
            for area in _known(query, "areas", {*(a.area_id for a in setting.areas), NO_AREA}, problems)
        ),
        plan_links=tuple(map(PlanLink, _known(query, "plan_links", set(PlanLink), problems))),
        sources=_known(query, "sources", {s.source_id for s in setting.sources}, problems),
    )
    return Reading(scope, tuple(problems))


def _day(query: Query, name: str, default: date, problems: list[str]) -> date:
    written = next(iter(query.get(name, [])), "")
    if written in {"", "latest"}:
        return default
    day = parse_partial_day(written.strip())
    if day is None:
        problems.append(
            _(
                "'{value}' is not a day. Write it as 2019-03-31, 2019-03 or 2019. The latest day is shown.",
                value=written,
            )
        )
        return default
    return day.last


def _known(query: Query, name: str, allowed: Iterable[str], problems: list[str]) -> tuple[str, ...]:
    allowed = set(allowed)
    asked = [value for value in query.get(name, []) if value]
    unknown = [value for value in asked if value not in allowed]
    if unknown:
        problems.append(
            _(
                "The address asks for {name} '{values}', which this data does not have. It was left out.",
                name=_filter_name(name),
                values=join_words(unknown),
            )
        )
    return tuple(value for value in asked if value in allowed)


def _filter_name(name: str) -> str:
    return {
        "phase": _("phase"),
        "cities": _("city"),
        "areas": _("thematic area"),
        "plan_links": _("link to the plan"),
        "sources": _("source"),
    }[name]
