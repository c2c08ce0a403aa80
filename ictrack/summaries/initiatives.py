"""The list of initiatives: those that match, in the order asked for, a page at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ictrack.language import _, format_count, format_day, ngettext
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.lens_queries import list_principles
from ictrack.store.queries import InitiativeAsAt, list_initiatives
from ictrack.summaries.freshness import counts_convenings, freshness_cell, last_reported_in_words
from ictrack.summaries.history_strip import HistoryStrip, trace_at_meetings
from ictrack.summaries.lens_filter import LensWords, lift_words
from ictrack.summaries.list_asked import (
    AT_MEETINGS,
    Asked,
    Order,
    order_choices,
    progress_choices,
    read_asked,
    view_choices,
)
from ictrack.summaries.list_tables import download_table, list_table, mark_notes
from ictrack.summaries.nothing import filters_of, lift_all, lifted, list_lifted_filters
from ictrack.summaries.paging import turn_to
from ictrack.summaries.progress import count_progress, standing_of
from ictrack.summaries.rows_counted import Paragraphs, rows_in_words
from ictrack.summaries.search import Found, find_by_words
from ictrack.summaries.setting import Setting
from ictrack.summaries.table import Linked, Table
from ictrack.vocabulary import GROUP_OF_STANDING, STANDING_ORDER
from ictrack.words import fold

ROWS_OF_A_PAGE = 100


@dataclass(frozen=True)
class InitiativeList:
    """Hold what the list of initiatives says; `named` lifts what no box on the page shows."""

    sentence: str
    problems: tuple[str, ...]
    asked: Asked
    progress_choices: tuple[tuple[str, str], ...]
    order_choices: tuple[tuple[str, str], ...]
    view_choices: tuple[tuple[str, str], ...]
    matching: int
    taken_notes: tuple[str, ...]
    table: Table
    strip: HistoryStrip | None
    mark_notes: tuple[str, ...]
    download: Table
    pages: tuple[Linked, ...]
    named: tuple[Linked, ...]
    lifted: tuple[Linked, ...]
    rows: Paragraphs


def summarise_initiatives(database: Database, scope: Scope, setting: Setting, asked: Asked) -> InitiativeList:
    """List the initiatives that match, with what the filters did."""
    record_kind = setting.record_kind_in(scope)
    everything = list_initiatives(database, Scope(scope.as_at, scope.known_on))
    words = LensWords(everything, list_principles(database) if asked.lens.principle else ())
    understood, problems = read_asked(asked, record_kind, words)
    listed = list_initiatives(database, scope) if scope.is_filtered else everything
    found = _find(database, scope, everything, understood.search)
    matching = _sorted([i for i in listed if _matches(i, understood, found)], understood.sort)
    turned = turn_to(understood.start, len(matching), ROWS_OF_A_PAGE)
    by_convening = counts_convenings(setting)
    shown = turned.shown_of(matching)
    return InitiativeList(
        sentence=_sentence(matching, everything, scope, _filters_in_words(scope, setting, understood, words)),
        problems=problems,
        asked=understood,
        progress_choices=progress_choices(record_kind),
        order_choices=order_choices(record_kind),
        view_choices=view_choices(),
        matching=len(matching),
        taken_notes=found.notes if matching else (),
        table=list_table(
            shown,
            _caption(turned.skipped, len(shown), len(matching)),
            found.places,
            record_kind,
            lambda i: last_reported_in_words(i, scope.as_at, by_convening),
        ),
        strip=_strip(database, scope, setting, shown, _caption(turned.skipped, len(shown), len(matching)))
        if understood.by == AT_MEETINGS
        else None,
        mark_notes=mark_notes(shown),
        download=download_table(matching, record_kind, lambda i: freshness_cell(i, by_convening)),
        pages=turned.links(lambda start: replace(understood, start=start).target()),
        named=_lift_named(database, scope, understood) if matching else (),
        lifted=() if matching else _lift(database, scope, setting, understood),
        rows=rows_in_words(database, scope, count_progress(listed, scope.as_at), None),
    )


def _strip(
    database: Database, scope: Scope, setting: Setting, shown: Sequence[InitiativeAsAt], caption: str
) -> HistoryStrip:
    """Show the rows of this page of the list at each meeting; the others are not asked about."""
    shown_ids = [initiative.initiative_id for initiative in shown]
    caption = _("{initiatives}, at each meeting", initiatives=caption)
    return trace_at_meetings(database, scope, setting, initiatives=shown_ids, caption=caption)


def _find(database: Database, scope: Scope, everything: Sequence[InitiativeAsAt], search: str) -> Found:
    """Look for words in all that the reader may see, filters apart."""
    if scope.visibilities:
        everything = [i for i in everything if i.visibility in scope.visibilities]
    return find_by_words(database, scope, everything, search)


def _matches(initiative: InitiativeAsAt, asked: Asked, found: Found) -> bool:
    if asked.search and initiative.initiative_id not in found.places:
        return False
    if not asked.lens.keeps(initiative):
        return False
    standing = standing_of(initiative)
    return not asked.progress or asked.progress in {standing, GROUP_OF_STANDING.get(standing)}


def _sorted(initiatives: list[InitiativeAsAt], order: str) -> list[InitiativeAsAt]:
    rank = {standing: place for place, standing in enumerate(STANDING_ORDER)}
    keys: dict[str, Callable[[InitiativeAsAt], Any]] = {
        Order.PROGRESS: lambda i: rank[standing_of(i)],
        Order.HEARD: lambda i: -(i.last_reported_on or date.min).toordinal(),
        Order.TARGET: lambda i: i.current_target_on or date.max,
    }
    by_city = sorted(initiatives, key=lambda i: (fold(i.city_name), i.city_id, i.initiative_id))
    return sorted(by_city, key=keys[order]) if order in keys else by_city


def _sentence(
    matching: Sequence[InitiativeAsAt],
    everything: Sequence[InitiativeAsAt],
    scope: Scope,
    narrowed_by: Sequence[str],
) -> str:
    if not everything:
        return _("At {day} there is no initiative to show.", day=format_day(scope.as_at))
    filters = ", ".join(narrowed_by)
    if not filters:
        cities = len({i.city_id for i in everything})
        initiatives = ngettext("{n} initiative", "{n} initiatives", len(everything))
        return _(
            "{initiatives} in {cities}.",
            initiatives=initiatives,
            cities=ngettext("{n} city", "{n} cities", cities),
        )
    return ngettext(
        "{x} of {n} initiative matches: {filters}.",
        "{x} of {n} initiatives match: {filters}.",
        len(everything),
        x=format_count(len(matching)),
        filters=filters,
    )


def _filters_in_words(scope: Scope, setting: Setting, asked: Asked, named: LensWords) -> list[str]:
    """Name what narrows the list, each in the words of the reader."""
    words = [_("“{words}”", words=asked.search)] if asked.search else []
    if asked.progress:
        words.append(dict(progress_choices(setting.record_kind_in(scope)))[asked.progress].lower())
    words += [named.in_words(name, word) for name, word in asked.lens.named().items()]
    return [*words, *(one.keeps for one in filters_of(scope, setting))]


def _lift_named(database: Database, scope: Scope, asked: Asked) -> tuple[Linked, ...]:
    """Lead to the list without one of what it names or lacks."""
    fewer = [
        (lift_words(name), replace(asked, start="", lens=asked.lens.without(name)))
        for name in asked.lens.named()
    ]
    links = [lifted(words, _count(database, scope, less), less.target()) for words, less in fewer]
    return tuple(link for link in links if link)


def _lift(database: Database, scope: Scope, setting: Setting, asked: Asked) -> tuple[Linked, ...]:
    """Find what excludes everything: that without which something matches.

    Where nothing does alone, offer to lift all of it.
    """
    first_page = replace(asked, start="")
    fewer = []
    if asked.search:
        fewer.append((_("Show without “{words}”", words=asked.search), replace(first_page, search="")))
    if asked.progress:
        fewer.append((_("Show every progress"), replace(first_page, progress="")))
    own = [lifted(words, _count(database, scope, less), less.target()) for words, less in fewer]
    others = list_lifted_filters(
        database,
        scope,
        setting,
        first_page.target(),
        lambda wider: _count(database, wider, first_page),
    )
    useful = (*(link for link in own if link), *_lift_named(database, scope, asked), *others)
    if useful:
        return useful
    names = [one.name for one in filters_of(scope, setting)]
    everything = lift_all(database, scope, names, first_page.target().page)
    return (everything,) if everything else ()


def _count(database: Database, scope: Scope, asked: Asked) -> int:
    everything = list_initiatives(database, Scope(scope.as_at, scope.known_on))
    listed = list_initiatives(database, scope) if scope.is_filtered else everything
    found = _find(database, scope, everything, asked.search)
    return sum(_matches(initiative, asked, found) for initiative in listed)


def _caption(start: int, shown: int, matching: int) -> str:
    if shown == matching:
        return ngettext("{n} initiative", "{n} initiatives", matching)
    return _(
        "Initiatives {first} to {last} of {n}",
        first=format_count(start + 1),
        last=format_count(start + shown),
        n=format_count(matching),
    )
