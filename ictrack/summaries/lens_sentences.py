"""What is said of a lens: how much is stated at all, and what is absent where."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from ictrack.labels import sector_label
from ictrack.language import _, format_count, join_words, ngettext
from ictrack.scope import Scope
from ictrack.summaries.attention import ListItem
from ictrack.summaries.lens_grid import LensGrid, LensRow, shown_rows
from ictrack.summaries.named import how_to_supply
from ictrack.summaries.sentences import day_in_words
from ictrack.summaries.setting import Setting, lower_first
from ictrack.vocabulary import Lack, Lens, YesNo

_COLUMN_OF_LENS = {
    Lens.SECTORS: "sectors",
    Lens.AUDIENCES: "audiences",
    Lens.CHILDREN: "children_and_young_people",
    Lens.PRINCIPLES: "principles",
}
# So many of those that are named most often are named in a sentence.
_MOST_NAMED = 3
# Of whom initiatives are for, the absence of so many is looked for.
_MOST_LOOKED_FOR = 8


def sentence_of_lens(grid: LensGrid, scope: Scope, setting: Setting) -> str:
    """Write the sentence that opens the page: how many state anything, and who is absent."""
    day = day_in_words(setting, scope.as_at)
    if grid.lens is Lens.LACKING:
        return _missing_in_words(grid, day)
    if not grid.initiatives:
        return _("At {day} there is no initiative to show.", day=day)
    if not grid.stated:
        return f"{_nothing_stated(grid, day)} {how_to_state(grid.lens)}"
    if grid.lens is Lens.CHILDREN:
        return _children_in_words(grid, day)
    parts = [_stated_in_words(grid, day), _absent_in_words(grid)]
    return " ".join(part for part in parts if part)


def _nothing_stated(grid: LensGrid, day: str) -> str:
    n = grid.initiatives
    return {
        Lens.SECTORS: lambda: ngettext(
            "At {day} the {n} initiative does not say which sectors take part.",
            "At {day} none of {n} initiatives says which sectors take part.",
            n,
            day=day,
        ),
        Lens.AUDIENCES: lambda: ngettext(
            "At {day} the {n} initiative does not say whom it is for.",
            "At {day} none of {n} initiatives says whom it is for.",
            n,
            day=day,
        ),
        Lens.CHILDREN: lambda: ngettext(
            "At {day} the {n} initiative does not say whether it meets needs of children and young people.",
            "At {day} none of {n} initiatives says whether it meets needs of children and young people.",
            n,
            day=day,
        ),
        Lens.PRINCIPLES: lambda: ngettext(
            "At {day} the {n} initiative does not say which core principles it serves.",
            "At {day} none of {n} initiatives says which core principles it serves.",
            n,
            day=day,
        ),
    }[grid.lens]()


def how_to_state(lens: Lens) -> str:
    """Say which column of which file a lens needs."""
    column = _COLUMN_OF_LENS[lens]
    if lens is Lens.CHILDREN:
        return _(
            "To show it, fill the column '{column}' of the file 'initiatives' with 'yes' or 'no'.",
            column=column,
        )
    return how_to_supply(column)


def _stated_in_words(grid: LensGrid, day: str) -> str:
    n, x = grid.initiatives, grid.stated
    said: dict[Lens, Callable[[], str]] = {
        Lens.SECTORS: lambda: ngettext(
            "At {day} {x} of {n} initiative says which sectors take part.",
            "At {day} {x} of {n} initiatives say which sectors take part.",
            n,
            day=day,
            x=x,
        ),
        Lens.AUDIENCES: lambda: ngettext(
            "At {day} {x} of {n} initiative says whom it is for.",
            "At {day} {x} of {n} initiatives say whom they are for.",
            n,
            day=day,
            x=x,
        ),
        Lens.PRINCIPLES: lambda: ngettext(
            "At {day} {x} of {n} initiative says which core principles it serves.",
            "At {day} {x} of {n} initiatives say which core principles they serve.",
            n,
            day=day,
            x=x,
        ),
    }
    return said[grid.lens]()


def _absent_in_words(grid: LensGrid) -> str:
    """Say who is named nowhere and who not everywhere; of audiences, who is named most often."""
    if grid.lens is Lens.AUDIENCES:
        most = [row.label for row in grid.rows[:_MOST_NAMED] if row.initiatives]
        return _("Named most often: {audiences}.", audiences=_listed(most))
    never = [_within(grid.lens, row) for row in grid.never_named()]
    parts = [_("Named in none: {words}.", words=_listed(never))] if never else []
    if partly := _not_everywhere(grid):
        parts.append(_("Not named in some thematic areas: {words}.", words=_listed(partly)))
    return " ".join(parts)


def _not_everywhere(grid: LensGrid) -> list[str]:
    """Name the words that some thematic areas lack, those that the most do first: "business (3 of 5)"."""
    places = [place for place, area in enumerate(grid.areas) if area.area_id and area.initiatives]
    lacking = [(sum(not row.by_area[place] for place in places), row) for row in grid.rows if row.initiatives]
    return [
        _("{word} ({x} of {n})", word=_within(grid.lens, row), x=number, n=len(places))
        for number, row in sorted(lacking, key=lambda one: -one[0])
        if number
    ]


def _within(lens: Lens, row: LensRow) -> str:
    """Write a word as it stands within a sentence; whom it is for and principles as they are written."""
    return lower_first(row.label) if lens is Lens.SECTORS else row.label


def _listed(words: Sequence[str]) -> str:
    """Put names side by side; an "and" between would be read as a part of them."""
    return ("; " if any("," in word for word in words) else ", ").join(words)


def _children_in_words(grid: LensGrid, day: str) -> str:
    numbers = {row.word: row.initiatives for row in grid.rows}
    yes = next(row for row in grid.rows if row.word == YesNo.YES)
    told = ngettext(
        "At {day} {yes} of {n} initiative says that it meets needs of children and young people, {no} that "
        "it does not; for {unstated} it is not stated.",
        "At {day} {yes} of {n} initiatives say that they meet needs of children and young people, {no} that "
        "they do not; for {unstated} it is not stated.",
        grid.initiatives,
        day=day,
        yes=yes.initiatives,
        no=numbers[YesNo.NO],
        unstated=grid.unstated.initiatives,
    )
    without = [
        area.name for area, number in zip(grid.areas, yes.by_area, strict=True) if area.area_id and not number
    ]
    if not without or not yes.initiatives:
        return told
    return " ".join([told, _("None says so in {areas}.", areas=join_words(without))])


def _missing_in_words(grid: LensGrid, day: str) -> str:
    if not grid.initiatives:
        return _("At {day} no initiative is open, so nothing is missing.", day=day)
    opened = ngettext(
        "At {day} {n} initiative is open", "At {day} {n} initiatives are open", grid.initiatives, day=day
    )
    missing = [_lack_in_words(row) for row in grid.rows if row.initiatives]
    if not missing:
        return _("{opened}, and nothing is missing.", opened=opened)
    told = _("{opened}: {missing}.", opened=opened, missing=join_words(missing))
    rest = grid.unstated.initiatives
    if not rest:
        return told
    return " ".join([told, ngettext("Nothing is missing for {n}.", "Nothing is missing for {n}.", rest)])


def _lack_in_words(row: LensRow) -> str:
    n = format_count(row.initiatives)
    return {
        Lack.OWNER: _("no owner is named for {n}", n=n),
        Lack.TARGET_DATE: _("no target date is given for {n}", n=n),
        Lack.CHAMPION: _("no champion is named for {n}", n=n),
        Lack.EVIDENCE: _("there is no dated evidence for {n}", n=n),
    }[Lack(row.word)]


def has_no_champion(grid: LensGrid) -> bool:
    """Say whether nothing that is open names a champion."""
    of_champion = [row for row in grid.rows if row.word == Lack.CHAMPION]
    return bool(grid.initiatives) and any(row.initiatives == grid.initiatives for row in of_champion)


def notes_of_lens(grid: LensGrid) -> tuple[str, ...]:
    """Say what the numbers do not say."""
    if has_no_champion(grid):
        return (_("To name champions, fill the column 'champion' of the file 'initiatives'."),)
    if grid.lens is Lens.LACKING:
        return ()
    if not grid.stated:
        return ()
    notes = [_("What is not stated is not known; it does not mean no.")]
    if grid.lens is not Lens.CHILDREN:
        notes.append(_("An initiative can name several, so a column adds up to more than all in it."))
    left = len(grid.rows) - len(shown_rows(grid))
    if left:
        notes.append(
            ngettext(
                "{n} that is named less often is in the download.",
                "{n} that are named less often are in the download.",
                left,
            )
        )
    return tuple(notes)


def absent_by_area(grid: LensGrid, champions: Mapping[str | None, frozenset[str]]) -> tuple[ListItem, ...]:
    """Say of each thematic area what none of its initiatives names, though others do, and who champions it.

    `champions` are the sectors with a seat that champions each thematic area; empty where no
    seat is known.
    """
    if grid.lens in {Lens.CHILDREN, Lens.LACKING} or not grid.stated:
        return ()
    items = []
    for place, area in enumerate(grid.areas):
        if not (area.area_id and area.initiatives):
            continue
        absent = [_within(grid.lens, row) for row in grid.absent_in(place, _often_named(grid))]
        if champions:
            detail = _neither(grid, place, champions.get(area.area_id, frozenset()))
        else:
            detail = _("Not named: {words}.", words=_listed(absent)) if absent else ""
        if detail:
            items.append(ListItem(area.head, detail))
    return tuple(items)


def absent_note(grid: LensGrid) -> str:
    """Say which words are looked for, where there are too many to look for all."""
    often = len(_often_named(grid))
    if often == len(grid.rows):
        return ""
    return ngettext("Of the {n} named most often.", "Of the {n} named most often.", often)


def _often_named(grid: LensGrid) -> tuple[LensRow, ...]:
    """Give the words whose absence says something: of whom initiatives are for, those named most often."""
    return grid.rows[:_MOST_LOOKED_FOR] if grid.lens is Lens.AUDIENCES else grid.rows


def _neither(grid: LensGrid, place: int, championing: frozenset[str]) -> str:
    """Name the sectors that neither deliver nor champion here, those that champion only and deliver only."""
    delivering = {row.word for row in grid.rows if row.by_area[place]}
    words = [row.word for row in grid.rows]
    neither = _sectors(word for word in words if word not in delivering | championing)
    champions = _sectors(word for word in words if word in championing - delivering)
    delivers = _sectors(word for word in words if word in delivering - championing)
    said = (
        _("Named neither as delivering nor as championing: {sectors}.", sectors=neither) if neither else "",
        _("Champions only: {sectors}.", sectors=champions) if champions else "",
        _("Delivers only: {sectors}.", sectors=delivers) if delivers else "",
    )
    return " ".join(part for part in said if part)


def _sectors(words: Iterable[str]) -> str:
    return _listed([lower_first(sector_label(word)) for word in words])
