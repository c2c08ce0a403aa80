"""Who is named: the sectors that take part in initiatives, and the people they are for.

A blank is "not stated", never "no".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ictrack.labels import sector_label
from ictrack.language import _, join_words, ngettext
from ictrack.store.queries import InitiativeAsAt
from ictrack.summaries.table import Cell, Column, Table
from ictrack.vocabulary import Sector
from ictrack.words import fold


@dataclass(frozen=True)
class Named:
    """In how many initiatives each is named, here and in all thematic areas; no row where none is."""

    sentence: str
    table: Table


def summarise_sectors(here: Sequence[InitiativeAsAt], whole: Sequence[InitiativeAsAt]) -> Named:
    """Say which sectors take part here; every sector that ictrack knows has a row."""
    named_here = _count(here, lambda i: i.sectors)
    named = _count(whole, lambda i: i.sectors)
    columns = _columns(Column("sector", _("Sector")), len(here), len(whole))
    if not named:
        told = _("No initiative names the sectors that take part.")
        return Named(f"{told} {how_to_supply('sectors')}", Table(_("Sectors"), columns, ()))
    known = [str(sector) for sector in Sector]
    others = sorted((sector for sector in named if sector not in known), key=fold)
    rows: list[tuple[Cell, ...]] = [
        (sector_label(sector), named[sector], named_here[sector]) for sector in (*known, *others)
    ]
    rows.append((_("Not stated"), *_unstated(here, whole, lambda i: i.sectors)))
    missing = [sector_label(sector).lower() for sector in known if not named_here[sector]]
    return Named(
        _sectors_in_words(named, named_here, len(whole), missing), Table(_("Sectors"), columns, tuple(rows))
    )


def _sectors_in_words(
    named: Counter[str], named_here: Counter[str], initiatives: int, missing: Sequence[str]
) -> str:
    business = ngettext(
        "Business is named in {named} of {n}, {here} of them here.",
        "Business is named in {named} of {n}, {here} of them here.",
        initiatives,
        named=named[Sector.BUSINESS],
        here=named_here[Sector.BUSINESS],
    )
    if not missing:
        return business
    return " ".join([business, _("Not named here: {sectors}.", sectors=join_words(missing))])


def summarise_audiences(here: Sequence[InitiativeAsAt], whole: Sequence[InitiativeAsAt]) -> Named:
    """Say for whom the initiatives here are, those named most often first."""
    named_here = _count(here, lambda i: i.audiences)
    named = _count(whole, lambda i: i.audiences)
    columns = _columns(Column("audience", _("For whom")), len(here), len(whole))
    if not named:
        told = _("No initiative names the people it is for.")
        return Named(f"{told} {how_to_supply('audiences')}", Table(_("Audiences"), columns, ()))
    in_order = sorted(named, key=lambda who: (-named_here[who], -named[who], fold(who)))
    rows: list[tuple[Cell, ...]] = [(who, named[who], named_here[who]) for who in in_order]
    rows.append((_("Not stated"), *_unstated(here, whole, lambda i: i.audiences)))
    most = [who for who in in_order[:3] if named_here[who]]
    sentence = (
        _("Named most often here: {audiences}.", audiences=join_words(most))
        if most
        else _("Nobody is named here.")
    )
    return Named(sentence, Table(_("Audiences"), columns, tuple(rows)))


def _columns(first: Column, here: int, whole: int) -> tuple[Column, ...]:
    return (
        first,
        Column("all", _("Named in, of {n}", n=whole), is_number=True),
        Column("here", _("of them here, of {n}", n=here), is_number=True),
    )


def _count(
    initiatives: Sequence[InitiativeAsAt], words: Callable[[InitiativeAsAt], Sequence[str]]
) -> Counter[str]:
    """Count the initiatives that name each word; a word twice in one counts once."""
    return Counter(word for initiative in initiatives for word in dict.fromkeys(words(initiative)))


def _unstated(
    here: Sequence[InitiativeAsAt],
    whole: Sequence[InitiativeAsAt],
    words: Callable[[InitiativeAsAt], Sequence[str]],
) -> tuple[int, int]:
    return sum(not words(i) for i in whole), sum(not words(i) for i in here)


def how_to_supply(column: str) -> str:
    """Say how to fill a column of lists of the initiatives."""
    return _(
        "To show them, fill the column '{column}' of the file 'initiatives', several separated by ';'.",
        column=column,
    )
