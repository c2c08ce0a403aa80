"""One page for leaders: where the network stands, what moved, what needs attention, what is due."""

from __future__ import annotations

from ictrack.labels import group_label
from ictrack.language import _, format_day
from ictrack.reports.document import Block, Bullets, Commentary, Grid, Heading, Paragraph, Section, Sentence
from ictrack.reports.grids import count_of
from ictrack.reports.sections import progress
from ictrack.reports.sections.basis import Basis
from ictrack.reports.sections.network import place_of
from ictrack.reports.wording import plain, whose
from ictrack.store.queries import InitiativeAsAt
from ictrack.vocabulary import GROUP_OF_STANDING, Standing, StandingGroup

_MOST_ASKS = 3


def leaders_page(basis: Basis) -> Section:
    """Tell what a lead must leave with after one minute."""
    blocks: tuple[Block, ...] = (
        progress.lead(basis, place_of(basis)),
        Commentary("leaders"),
        *([Paragraph(progress.unlinked(basis))] if basis.unlinked else []),
        Paragraph(progress.movements(basis)),
        _groups(basis),
        progress.moved(basis, ""),
        progress.needs(basis, ""),
        progress.due(basis, ""),
        *_asks(basis),
        Paragraph(plain(_("Counting completed initiatives measures delivery, not outcome.")), "note"),
    )
    return Section("leaders", _("One page for leaders"), blocks, is_liftable=True)


def _groups(basis: Basis) -> Grid:
    """Count the five groups on both days."""
    first, last = format_day(basis.opening.as_at), format_day(basis.scope.as_at)
    headings = (
        Heading("progress", _("Progress"), weight=4),
        Heading("opening", first, is_number=True),
        Heading("closing", last, is_number=True),
    )
    rows = tuple(
        (
            group_label(group, basis.kind),
            count_of(i for i in basis.then if _group_of(i) is group),
            count_of(i for i in basis.now if _group_of(i) is group),
        )
        for group in StandingGroup
    )
    stopped = (
        _("Stopped"),
        count_of(i for i in basis.then if i.standing == Standing.STOPPED),
        count_of(i for i in basis.now if i.standing == Standing.STOPPED),
    )
    everything = (_("All"), count_of(basis.then), count_of(basis.now))
    return Grid(_("Then and now"), headings, (*rows, stopped, everything))


def _group_of(initiative: InitiativeAsAt) -> StandingGroup | None:
    return GROUP_OF_STANDING.get(Standing(initiative.standing))


def _asks(basis: Basis) -> list[Block]:
    """List the help that was asked for since the opening; nothing where none was."""
    asked = [one for one in basis.told if one.help_wanted]
    if not asked:
        return []
    items: list[Sentence] = []
    for one in asked[-_MOST_ASKS:]:
        found = basis.find(one.initiative_id)
        name = whose(found.title, one.initiative_id, found.city_name) if found else one.initiative_id
        items.append(plain(_("{initiative}: {detail}", initiative=name, detail=one.help_wanted)))
    return [Bullets(_("Help that is wanted"), tuple(items))]
