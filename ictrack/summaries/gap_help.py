"""Asks and offers: what help initiatives ask for, beside what others offer that may answer it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ictrack.language import _, format_written, join_words, ngettext
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.exchange_queries import Help, list_help
from ictrack.summaries.gap_rules import current_limits, months_in_words
from ictrack.summaries.setting import Setting
from ictrack.summaries.table import Cell, Column, Linked, Table, open_area, open_city, open_initiative

_MOST_OFFERS = 3
# Of very many, older offers than these are not looked at.
_NEWEST_OF_AN_AREA = 100


@dataclass(frozen=True)
class Exchange:
    """Hold what is asked for with the offers that may answer it, and the offers that answer none."""

    paragraphs: tuple[str, ...]
    note: str
    asks: Table
    offers: Table


@dataclass(frozen=True)
class _Pair:
    """An ask, with the offers of other cities that may answer it, the likeliest first."""

    ask: Help
    offers: tuple[Help, ...]


def summarise_exchange(database: Database, scope: Scope, setting: Setting) -> Exchange:
    """Pair the asks of a scope with the offers of other cities, all cities and areas of them."""
    months = current_limits().months
    spoken = list_help(database, scope, months)
    everywhere = replace(scope, cities=(), areas=())
    offers = spoken if everywhere == scope else list_help(database, everywhere, months)
    near = _by_area([one for one in offers if one.kind == "offer" and one.is_recent])
    pairs = [_pair(ask, near) for ask in spoken if ask.kind == "ask" and ask.is_recent]
    paired = {offer.initiative_id for pair in pairs for offer in pair.offers}
    alone = [
        one for one in spoken if one.kind == "offer" and one.is_recent and one.initiative_id not in paired
    ]
    return Exchange(
        paragraphs=(_sentence(pairs, alone, months), *(() if spoken else (_supply(),))),
        note=_older(spoken, months),
        asks=_asks(pairs, setting),
        offers=_offers(alone, setting),
    )


def _by_area(offers: Sequence[Help]) -> dict[str, list[Help]]:
    """Put the newest offers of each thematic area together; one that touches two stands in both."""
    found: dict[str, list[Help]] = {}
    for offer in offers:
        for area_id in _areas_of(offer):
            of_area = found.setdefault(area_id, [])
            if len(of_area) < _NEWEST_OF_AN_AREA:
                of_area.append(offer)
    return found


def _areas_of(one: Help) -> list[str]:
    return list(dict.fromkeys(area for area in (one.area_id, *one.further_areas) if area))


def _pair(ask: Help, near: Mapping[str, Sequence[Help]]) -> _Pair:
    """Find the offers of other cities in the areas of an ask: first those that share most words with it."""
    others = {
        offer.initiative_id: offer
        for area_id in _areas_of(ask)
        for offer in near.get(area_id, ())
        if offer.city_id != ask.city_id
    }
    words = set(ask.words)
    nearest = sorted(others.values(), key=lambda offer: len(words & set(offer.words)), reverse=True)
    return _Pair(ask, tuple(nearest[:_MOST_OFFERS]))


def _sentence(pairs: Sequence[_Pair], alone: Sequence[Help], months: int) -> str:
    span = months_in_words(months)
    if not pairs and not alone:
        return _("In the {months} up to this day no initiative asked for help or offered it.", months=span)
    answered = sum(bool(pair.offers) for pair in pairs)
    told = [
        ngettext("{n} initiative asks for help", "{n} initiatives ask for help", len(pairs)),
        ngettext(
            "for {n} of them another city offers something in the same thematic area",
            "for {n} of them other cities offer something in the same thematic area",
            answered,
        ),
        ngettext("{n} further offer is listed below", "{n} further offers are listed below", len(alone)),
    ]
    return _("{what}.", what=join_words(told))


def _older(spoken: Sequence[Help], months: int) -> str:
    older = sum(not one.is_recent for one in spoken)
    if not older:
        return ""
    return ngettext(
        "{n} ask or offer was last made more than {months} before this day and is left out.",
        "{n} asks and offers were last made more than {months} before this day and are left out.",
        older,
        months=months_in_words(months),
    )


def _supply() -> str:
    return _(
        "Help that is wanted and help that is offered come with a city's reports: the questions of the form "
        "and of the returns workbook, or the columns help_wanted and help_offered of status_updates.csv."
    )


def _asks(pairs: Sequence[_Pair], setting: Setting) -> Table:
    columns = (
        Column("initiative", _("Initiative that asks")),
        Column("city", _("City")),
        Column("thematic_area", _("Thematic area")),
        Column("ask", _("What it asks for")),
        Column("asked_on", _("Asked on")),
        Column("offer", _("What another city offers")),
        Column("offered_by", _("Whom to ask")),
    )
    rows: list[tuple[Cell, ...]] = []
    for pair in pairs:
        ask = _ask_cells(pair.ask, setting)
        rows += [(*ask, offer.text, _by(offer)) for offer in pair.offers] or [
            (*ask, _("nothing is offered in this thematic area"), None)
        ]
    return Table(_("Asks, and offers in the same thematic area"), columns, tuple(rows))


def _offers(alone: Sequence[Help], setting: Setting) -> Table:
    columns = (
        Column("initiative", _("Initiative that offers")),
        Column("city", _("City")),
        Column("thematic_area", _("Thematic area")),
        Column("offer", _("What it offers")),
        Column("offered_on", _("Offered on")),
    )
    return Table(_("Further offers"), columns, tuple(_ask_cells(one, setting) for one in alone))


def _ask_cells(one: Help, setting: Setting) -> tuple[Cell, ...]:
    area = Linked(setting.area_name(one.area_id), open_area(one.area_id)) if one.area_id else None
    return (
        Linked(one.title, open_initiative(one.initiative_id)),
        Linked(one.city_name, open_city(one.city_id)),
        area,
        one.text,
        format_written(one.said_on_written),
    )


def _by(offer: Help) -> Linked:
    """Name who offers; it leads to the initiative, where the post to ask stands."""
    text = _("{city}: {initiative}", city=offer.city_name, initiative=offer.title)
    return Linked(text, open_initiative(offer.initiative_id))
