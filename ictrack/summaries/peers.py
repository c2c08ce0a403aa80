"""Whom a city could ask: others that are at work in the thematic areas where it has little."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ictrack.labels import last_heard_label, standing_label
from ictrack.language import _, format_written, join_words, ngettext
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.queries import City, InitiativeAsAt, Peer, list_peers
from ictrack.summaries.setting import Setting
from ictrack.summaries.table import (
    Cell,
    Column,
    Linked,
    Marked,
    Table,
    open_area,
    open_city,
    open_gaps_of,
    open_initiative,
)
from ictrack.vocabulary import PlanLink, RecordKind, Standing

MOST_PEERS = 3


@dataclass(frozen=True)
class Peers:
    """In which areas a city has little, and what others have completed or under way there."""

    sentence: str
    table: Table
    whom_to_ask: Linked


def summarise_peers(
    database: Database, scope: Scope, setting: Setting, city: City, now: Sequence[InitiativeAsAt]
) -> Peers:
    """Say in which areas of a scope a city has none or one, and what others have done there."""
    numbers = {
        area.area_id: sum(i.area_id == area.area_id for i in now)
        for area in setting.areas
        if not scope.areas or area.area_id in scope.areas
    }
    thin = [area_id for area_id, number in numbers.items() if number <= 1]
    peers = list_peers(database, scope, city.city_id, thin, MOST_PEERS) if thin else ()
    rows = [
        row
        for area_id in thin
        for row in _rows_of_area(
            area_id, numbers[area_id], setting, [p for p in peers if p.area_id == area_id]
        )
    ]
    record_kind = setting.record_kind_in(scope)
    table = Table(_("At work elsewhere"), _columns(record_kind), tuple(rows) if peers else ())
    return Peers(
        _thin_in_words(numbers, setting, city, has_peers=bool(peers)),
        table,
        Linked(_("Whom {city} could ask, and about what", city=city.name), open_gaps_of(city.city_id)),
    )


def _columns(record_kind: RecordKind) -> tuple[Column, ...]:
    return (
        Column("thematic_area", _("Thematic area")),
        Column("here", _("Here"), is_number=True),
        Column("elsewhere", _("Elsewhere")),
        Column("city", _("City")),
        Column("progress", _("Progress")),
        Column("last_heard_of", last_heard_label(record_kind)),
    )


def _rows_of_area(
    area_id: str, number: int, setting: Setting, peers: Sequence[Peer]
) -> list[tuple[Cell, ...]]:
    area = Linked(setting.area_name(area_id), open_area(area_id))
    if not peers:
        return [(area, number, _("nothing completed or under way in any other city"), None, None, None)]
    return [
        (
            area,
            number,
            Linked(peer.title, open_initiative(peer.initiative_id)),
            Linked(peer.city_name, open_city(peer.city_id)),
            _progress(peer),
            format_written(peer.last_reported_on_written) or None,
        )
        for peer in peers
    ]


def _progress(peer: Peer) -> Marked:
    standing = Standing(peer.standing)
    words = standing_label(standing, RecordKind(peer.record_kind))
    if peer.plan_link == PlanLink.UNCONFIRMED:
        return Marked(_("{progress}, link not confirmed", progress=words), standing, True, peer.is_closed)
    return Marked(words, standing, is_closed=peer.is_closed)


def _thin_in_words(numbers: Mapping[str, int], setting: Setting, city: City, *, has_peers: bool) -> str:
    none = [setting.area_name(area_id) for area_id, number in numbers.items() if number == 0]
    one = [setting.area_name(area_id) for area_id, number in numbers.items() if number == 1]
    told = []
    if none:
        told.append(_("no initiative in {areas}", areas=_few(none)))
    if one:
        told.append(_("only one in {areas}", areas=_few(one)))
    if not told:
        return _("{city} has two initiatives or more in every thematic area.", city=city.name)
    if not has_peers:
        return _(
            "{city} has {what}. In no other city is anything completed or under way there.",
            city=city.name,
            what=join_words(told),
        )
    return _(
        "{city} has {what}. These are completed or under way elsewhere, those heard of last first.",
        city=city.name,
        what=join_words(told),
    )


def _few(names: Sequence[str]) -> str:
    """Name areas where they are few, else count them."""
    if len(names) <= 5:
        return join_words(names)
    return ngettext("{n} thematic area", "{n} thematic areas", len(names))
