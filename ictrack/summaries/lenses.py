"""The initiatives of the thematic areas through a lens: who takes part, for whom, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass

from ictrack.language import _
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.lens_queries import count_named, count_seats, list_principles
from ictrack.store.queries import list_initiatives
from ictrack.summaries.address_words import problem_of_choice
from ictrack.summaries.attention import ListItem
from ictrack.summaries.lens_champions import Champions, summarise_champions
from ictrack.summaries.lens_grid import LensGrid, arrange_lens, draw_grid, tabulate_lens
from ictrack.summaries.lens_sentences import (
    absent_by_area,
    absent_note,
    has_no_champion,
    notes_of_lens,
    sentence_of_lens,
)
from ictrack.summaries.matrix import LensMatrix
from ictrack.summaries.nothing import list_lifted_filters
from ictrack.summaries.progress import count_progress
from ictrack.summaries.rows_counted import Paragraphs, rows_in_words
from ictrack.summaries.setting import Setting
from ictrack.summaries.table import Linked, Table, Target, open_initiatives, open_lens
from ictrack.vocabulary import Lens


@dataclass(frozen=True)
class LensPage:
    """Hold what one lens shows; without a statement there is no matrix, and `links` lead to how to add one.

    `absent` says of each thematic area who is not named there; `champions` are of the sectors alone.
    """

    lens: Lens
    problems: tuple[str, ...]
    sentence: str
    notes: tuple[str, ...]
    links: tuple[Linked, ...]
    matrix: LensMatrix | None
    table: Table
    absent_note: str
    absent: tuple[ListItem, ...]
    champions: Champions | None
    rows: Paragraphs

    @property
    def term(self) -> str:
        """Name what explains the numbers of the lens."""
        return f"lens_{self.lens}"


def summarise_lens(database: Database, scope: Scope, setting: Setting, asked: str) -> LensPage:
    """Look at a scope through the lens that the address names, or through the first."""
    is_known = asked in set(Lens)
    lens = Lens(asked) if is_known else Lens.SECTORS
    principles = list_principles(database) if lens is Lens.PRINCIPLES else ()
    grid = arrange_lens(lens, count_named(database, scope, lens), principles, scope, setting)
    champions = None
    if lens is Lens.SECTORS and grid.initiatives:
        champions = summarise_champions(count_seats(database, scope), grid.areas, scope, setting)
    counts = count_progress(list_initiatives(database, scope), scope.as_at)
    return LensPage(
        lens=lens,
        problems=(problem_of_choice("lens", asked, Lens),) if asked and not is_known else (),
        sentence=sentence_of_lens(grid, scope, setting),
        notes=notes_of_lens(grid),
        links=_links(database, grid, scope, setting),
        matrix=draw_grid(grid) if _has_numbers(grid) else None,
        table=tabulate_lens(grid),
        absent_note=absent_note(grid),
        absent=absent_by_area(grid, champions.sectors_of if champions else {}),
        champions=champions,
        rows=rows_in_words(database, scope, counts, open_initiatives()),
    )


def _has_numbers(grid: LensGrid) -> bool:
    return bool(grid.initiatives) and (bool(grid.stated) or grid.lens is Lens.LACKING)


def _links(database: Database, grid: LensGrid, scope: Scope, setting: Setting) -> tuple[Linked, ...]:
    """Lead to what would show something: a filter lifted, or the columns filled."""
    if _has_numbers(grid) and not has_no_champion(grid):
        return ()
    if grid.initiatives:
        return (Linked(_("Import a file"), Target("import")),)
    return list_lifted_filters(database, scope, setting, open_lens(grid.lens))
