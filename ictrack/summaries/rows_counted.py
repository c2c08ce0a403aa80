"""Which rows a number counts, and which it leaves out: said where numbers are explained."""

from __future__ import annotations

from collections.abc import Sequence

from ictrack.language import _, format_day, ngettext
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.queries import count_uncounted
from ictrack.summaries.progress import Counts, left_out_of_share
from ictrack.summaries.table import Linked, Target

Paragraphs = tuple[str | Linked, ...]


def rows_in_words(
    database: Database, scope: Scope, counts: Counts, target: Target | None, *, phaseless: int = 0
) -> Paragraphs:
    """Say how many initiatives are counted, where they are listed, and how many are left out.

    `target` leads to the list of the same initiatives; nothing where the page is that list.
    `phaseless` are left out of a comparison of phases.
    """
    number = counts.initiatives
    counted = ngettext(
        "At {day} {n} initiative is counted here.",
        "At {day} {n} initiatives are counted here.",
        number,
        day=format_day(scope.as_at),
    )
    shown = ngettext("Show it in the list", "Show the {n} in the list", number)
    link = (Linked(shown, target),) if target and number else ()
    return (counted, *link, *_sentences(database, scope, counts, phaseless))


def _sentences(database: Database, scope: Scope, counts: Counts, phaseless: int) -> list[str]:
    uncounted = {row.reason: row.initiatives for row in count_uncounted(database, scope)}
    uncounted["no_phase"] = uncounted.get("no_phase", 0) + phaseless
    not_counted = [words for reason, words in _reasons(uncounted) if uncounted.get(reason)]
    told = []
    if not_counted:
        told.append(_("Not counted: {what}.", what="; ".join(not_counted)))
    if out_of_share := left_out_of_share(counts):
        told.append(_("Counted, but left out of the share completed: {what}.", what="; ".join(out_of_share)))
    if not told:
        told.append(_("Nothing is left out."))
    return told


def _reasons(uncounted: dict[str, int]) -> Sequence[tuple[str, str]]:
    parts, later = uncounted.get("part", 0), uncounted.get("not_joined", 0)
    left, phaseless = uncounted.get("left", 0), uncounted.get("no_phase", 0)
    return (
        ("part", ngettext("{n} part, shown with its whole", "{n} parts, shown with their whole", parts)),
        (
            "not_joined",
            ngettext("{n} that joined a plan after this day", "{n} that joined a plan after this day", later),
        ),
        (
            "left",
            ngettext("{n} that had left its plan", "{n} that had left their plan", left),
        ),
        ("no_phase", ngettext("{n} without a phase", "{n} without a phase", phaseless)),
    )
