"""The rules of the lenses: which initiatives each looks at, and what its words mean."""

from __future__ import annotations

from ictrack.language import _
from ictrack.vocabulary import Lens


def explain_lens(lens: Lens) -> str:
    """Say which initiatives a lens counts, and when."""
    return {
        Lens.SECTORS: _(
            "Who delivers: the sectors that an initiative names as taking part. All initiatives that count "
            "are looked at, those that are completed, stopped or closed with their phase too; one that names "
            "several sectors counts with each. Who champions: the seats on taskforces that are held on the "
            "as-at date, the first and the last day included, by the thematic areas that they champion. A "
            "seat without a first or last day is held."
        ),
        Lens.AUDIENCES: _(
            "The people that an initiative says it is for, in its own words. All initiatives that count are "
            "looked at; one that names several counts with each."
        ),
        Lens.CHILDREN: _(
            "Whether an initiative says that it meets needs of children and young people. All initiatives "
            "that count are looked at."
        ),
        Lens.PRINCIPLES: _(
            "The core principles of the Framework that an initiative says it serves. All initiatives that "
            "count are looked at; one that names several counts with each."
        ),
        Lens.LACKING: _(
            "Looked at are open initiatives: not completed, not stopped, not closed with their phase. An "
            "owner is a lead organisation or a lead role; a target date is the first or a later one, and is "
            "not missed where work is ongoing or recurring; a champion is who backs it on the taskforce; "
            "evidence is a document that a dated report names."
        ),
    }[lens]


def explain_not_stated() -> str:
    """Say that a blank is no answer."""
    return _("Nobody has said. It is never read as “no”, and it stays in every total.")
