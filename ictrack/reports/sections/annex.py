"""The annex: every initiative, every change, where each number comes from, the words, how to cite."""

from __future__ import annotations

from collections.abc import Sequence

from ictrack.labels import last_heard_label
from ictrack.language import _, format_day, join_words, ngettext
from ictrack.reports.document import NUMBERS_SECTION, Grid, Heading, Paragraph, Section, TracedNumber
from ictrack.reports.grids import initiative_grid
from ictrack.reports.sections.basis import Basis
from ictrack.reports.sections.changed import change_grid
from ictrack.reports.wording import plain
from ictrack.summaries.definitions import DEFINITIONS_VERSION, TERMS, define

# How many identifiers a row of the annex names; the workbook and the web page name all.
_MOST_NAMED = 40


def annex(basis: Basis, numbers: Sequence[TracedNumber], fingerprint: str) -> Section:
    """List what the report rests on; `numbers` are those of its sentences."""
    lists = (
        initiative_grid(_("All initiatives"), basis.now, last_heard_label(basis.kind), with_city=True),
        change_grid(_("All changes"), basis.changes, basis.kind),
    )
    sections = (
        Section("annex:initiatives", _("All initiatives"), (lists[0],), is_annex=True),
        Section("annex:changes", _("All changes"), (lists[1],), is_annex=True),
        Section(NUMBERS_SECTION, _("Where each number comes from"), (_numbers(numbers),), is_annex=True),
        Section("annex:words", _("What the words mean"), (_words(basis),), is_annex=True),
        Section(
            "annex:citation",
            _("How to cite"),
            (Paragraph(plain(_citation(basis, fingerprint))),),
            is_annex=True,
        ),
    )
    return Section("annex", _("Annex"), sections=sections, is_annex=True)


def _numbers(numbers: Sequence[TracedNumber]) -> Grid:
    headings = (
        Heading("section", _("Section"), weight=3),
        Heading("number", _("Number"), weight=4),
        Heading("initiatives", _("What it counts"), weight=9),
    )
    rows = tuple((one.section, one.words, _named(one.identifiers)) for one in numbers)
    return Grid(_("The numbers in sentences, and the initiatives behind them"), headings, rows)


def _named(identifiers: Sequence[str]) -> str:
    if len(identifiers) <= _MOST_NAMED:
        return ", ".join(identifiers)
    first = ", ".join(identifiers[:_MOST_NAMED])
    more = len(identifiers) - _MOST_NAMED
    return ngettext("{names} and {n} more", "{names} and {n} more", more, names=first)


def _words(basis: Basis) -> Grid:
    headings = (Heading("term", _("Word"), weight=3), Heading("meaning", _("Meaning"), weight=9))
    explained = [define(term, basis.kind) for term in TERMS]
    rows = tuple((one.term, one.meaning) for one in explained if one.meaning)
    return Grid(_("Words and definitions"), headings, rows)


def _citation(basis: Basis, fingerprint: str) -> str:
    return _(
        "{sources}. Report of {convening}, as at {as_at}, as known on {known_on}; "
        "data {fingerprint}, definitions {definitions}. Made with ictrack.",
        sources=join_words([source.title for source in basis.setting.sources if source.initiatives]),
        convening=basis.convening.title,
        as_at=format_day(basis.scope.as_at),
        known_on=format_day(basis.scope.known_on),
        fingerprint=fingerprint,
        definitions=DEFINITIONS_VERSION,
    )
