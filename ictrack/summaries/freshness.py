"""How lately initiatives were reported on, in words: which are silent, and how many.

Of a public record nothing is said here: nobody was asked, so nobody can be silent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from ictrack.dates import parse_partial_day, year_before
from ictrack.labels import freshness_label
from ictrack.language import _, format_written, join_words, ngettext
from ictrack.store.queries import InitiativeAsAt, InitiativeInFull
from ictrack.summaries.setting import Setting
from ictrack.vocabulary import EventKind, Freshness


def counts_convenings(setting: Setting) -> bool:
    """Say whether convenings are counted; days are where no convening of a phase is known."""
    return any(event.kind == EventKind.CONVENING and event.phase_id for event in setting.events)


def last_reported_in_words(initiative: InitiativeAsAt, as_at: date, by_convening: bool) -> str | None:
    """Write the day of the last report, that an initiative is silent, and what waits for review.

    Gives nothing where none of it is so.
    """
    told = [
        format_written(initiative.last_reported_on_written),
        silence_in_words(initiative, as_at, by_convening),
        waiting_in_words(initiative.waiting_reports),
    ]
    return ". ".join(part for part in told if part) or None


def silence_in_words(initiative: InitiativeAsAt | InitiativeInFull, as_at: date, by_convening: bool) -> str:
    """Say that an initiative is silent, and how it was missed; empty where it is not silent."""
    if not initiative.is_silent:
        return ""
    freshness = initiative.freshness
    if freshness == Freshness.NEVER_REPORTED:
        return _("Silent: no dated report") if initiative.undated_reports else _("Silent: never reported")
    if freshness == Freshness.MISSED_TWO_OR_MORE:
        return _("Silent: missed two or more") if by_convening else _("Silent: over 180 days")
    if not by_convening:
        return _("Silent: over 120 days")
    is_old = _is_older_than_a_year(initiative, as_at)
    return _("Silent: over 12 months") if is_old else _("Silent: missed one convening")


def waiting_in_words(reports: int) -> str:
    """Say how many reports of an initiative wait for review; empty for none."""
    if not reports:
        return ""
    return ngettext("{n} report waits for review", "{n} reports wait for review", reports)


def why_it_is_silent(initiative: InitiativeInFull, as_at: date, by_convening: bool) -> str:
    """Explain on its own page why an initiative is silent; empty where it is not, or does not count."""
    if not initiative.counts or not initiative.is_silent:
        return ""
    freshness = initiative.freshness
    if freshness == Freshness.NEVER_REPORTED:
        return _("Silent: no report with a date is known yet.")
    if freshness == Freshness.MISSED_TWO_OR_MORE:
        return (
            _("Silent: two convenings or more were prepared since its last report.")
            if by_convening
            else _("Silent: its last report is more than 180 days old.")
        )
    if not by_convening:
        return _("Silent: its last report is more than 120 days old.")
    if _is_older_than_a_year(initiative, as_at):
        return _("Silent: its last report is more than 12 months old.")
    return _("Silent: one convening was prepared since its last report.")


def _is_older_than_a_year(initiative: InitiativeAsAt | InitiativeInFull, as_at: date) -> bool:
    last = parse_partial_day(initiative.last_reported_on_written or "")
    return last is not None and last.last < year_before(as_at)


def freshness_in_words(initiatives: Sequence[InitiativeAsAt], by_convening: bool) -> str:
    """Count how lately the open initiatives were reported on, and on how many a report waits for review.

    Empty where none is open and nothing waits.
    """
    counted = Counter(Freshness(i.freshness) for i in initiatives if i.freshness)
    del counted[Freshness.EXEMPT]
    waiting = sum(i.waiting_reports > 0 for i in initiatives)
    return " ".join(part for part in (_freshness(counted, by_convening), _waiting(waiting)) if part)


def _waiting(initiatives: int) -> str:
    if not initiatives:
        return ""
    return ngettext(
        "A report on {n} initiative waits for review and is not counted yet.",
        "Reports on {n} initiatives wait for review and are not counted yet.",
        initiatives,
    )


def _freshness(counted: Counter[Freshness], by_convening: bool) -> str:
    if not counted.total():
        return ""
    parts = [words for freshness, words in _parts(counted, by_convening) if counted[freshness]]
    return ngettext(
        "Of {n} open initiative {parts}.",
        "Of {n} open initiatives {parts}.",
        counted.total(),
        parts=join_words(parts),
    )


def _parts(counted: Counter[Freshness], by_convening: bool) -> list[tuple[Freshness, str]]:
    one, more = counted[Freshness.MISSED_ONE], counted[Freshness.MISSED_TWO_OR_MORE]
    current, never = counted[Freshness.CURRENT], counted[Freshness.NEVER_REPORTED]
    if by_convening:
        missed = [
            ngettext("{n} missed one convening", "{n} missed one convening", one),
            ngettext("{n} missed two or more", "{n} missed two or more", more),
        ]
    else:
        missed = [
            ngettext(
                "{n} was last reported on over 120 days ago",
                "{n} were last reported on over 120 days ago",
                one,
            ),
            ngettext("{n} over 180 days ago", "{n} over 180 days ago", more),
        ]
    return [
        (Freshness.CURRENT, ngettext("{n} has a recent report", "{n} have a recent report", current)),
        (Freshness.MISSED_ONE, missed[0]),
        (Freshness.MISSED_TWO_OR_MORE, missed[1]),
        (
            Freshness.NEVER_REPORTED,
            ngettext("{n} has never been reported on", "{n} have never been reported on", never),
        ),
    ]


def freshness_cell(initiative: InitiativeAsAt, by_convening: bool) -> str | None:
    """Name how lately an initiative was reported on, for a file; nothing of a public record."""
    return freshness_label(Freshness(initiative.freshness), by_convening) if initiative.freshness else None
