"""A page per thematic area: how far it has got across the cities, what moved, what needs attention."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ictrack.labels import last_heard_label
from ictrack.language import _
from ictrack.reports.document import Block, Bullets, Commentary, Paragraph, Section, Sentence
from ictrack.reports.grids import initiative_grid
from ictrack.reports.sections import progress
from ictrack.reports.sections.basis import Basis
from ictrack.reports.sections.network import by_city_chart
from ictrack.reports.wording import plain
from ictrack.store.queries import ThematicArea


def area_pages(basis: Basis, questions: Mapping[str, tuple[Sentence, ...]]) -> Section:
    """Tell of each thematic area; `questions` are for its taskforce, by area."""
    pages = tuple(
        _page(basis.of_area(one.area_id), one, questions.get(one.area_id, ())) for one in basis.areas
    )
    return Section("areas", _("The thematic areas"), sections=pages)


def _page(basis: Basis, area: ThematicArea, questions: Sequence[Sentence]) -> Section:
    key = f"area:{area.area_id}"
    place = _("the thematic area “{area}”", area=area.short_name)
    blocks: list[Block] = [progress.lead(basis, place), Commentary(key)]
    if basis.now:
        blocks += [
            by_city_chart(basis, f"progress_by_city:{area.area_id}", place),
            _moves(basis),
            progress.needs(basis, ""),
            progress.due(basis, ""),
        ]
    if questions:
        blocks.append(Bullets(_("Questions for the taskforce"), tuple(questions)))
    if basis.now:
        caption = _("The initiatives of {area}", area=area.short_name)
        heard = last_heard_label(basis.kind)
        blocks.append(initiative_grid(caption, basis.now, heard, with_city=True, with_area=False))
    return Section(key, area.name, tuple(blocks), is_liftable=True)


def _moves(basis: Basis) -> Block:
    told = progress.moves_by_city(basis)
    if not told:
        return Paragraph(plain(_("Nothing moved here since the last convening.")))
    return Bullets(_("What moved"), told)
