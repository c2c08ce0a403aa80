"""Learning: what was reached and what stood in the way, in the cities' words, and the pace."""

from __future__ import annotations

from ictrack.language import _, format_written
from ictrack.reports.document import Block, Commentary, Grid, Heading, Paragraph, Section
from ictrack.reports.grids import grid_of, link_to
from ictrack.reports.sections.basis import Basis
from ictrack.reports.wording import plain
from ictrack.summaries.pace import summarise_pace


def learning(basis: Basis) -> Section:
    """Tell what can be learned from what was reported since the opening."""
    pace = summarise_pace(basis.database, basis.scope, basis.setting)
    blocks: list[Block] = [Commentary("learning"), *_told(basis), Paragraph(plain(pace.sentence))]
    blocks += [Paragraph(plain(note), "note") for note in pace.notes]
    if pace.table:
        blocks.append(grid_of(pace.table))
    return Section("learning", _("Learning"), tuple(blocks))


def _told(basis: Basis) -> list[Block]:
    told = [one for one in basis.told if one.achievements or one.challenges]
    if not told:
        return [Paragraph(plain(_nothing_told(basis)))]
    headings = (
        Heading("initiative_id", _("Identifier"), weight=2),
        Heading("initiative", _("Initiative"), weight=4),
        Heading("reported_on", _("Day it speaks of"), weight=2),
        Heading("achievements", _("What was reached"), weight=4),
        Heading("challenges", _("What stands in the way"), weight=4),
        Heading("evidence", _("Evidence"), weight=3),
    )
    rows = []
    for one in told:
        found = basis.find(one.initiative_id)
        rows.append(
            (
                one.initiative_id,
                found.title if found else None,
                format_written(one.reported_on_written),
                one.achievements,
                one.challenges,
                link_to(one.evidence_title, one.evidence_url),
            )
        )
    return [Grid(_("What the cities said"), headings, tuple(rows))]


def _nothing_told(basis: Basis) -> str:
    if basis.is_public_record:
        return _("The documents were read for status, not for what was learned; returns ask for both.")
    return _(
        "Nothing was reported on what was reached or what stands in the way. "
        "It comes with status updates, as achievements and challenges."
    )
