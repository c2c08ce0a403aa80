"""The accessibility statement: a draft in the form that the regulations for public bodies ask for.

It claims what the tests of the repository show and no more.
"""

from __future__ import annotations

from ictrack.language import _
from ictrack.summaries.known_faults import KNOWN_FAULTS
from ictrack.summaries.section import Section
from ictrack.summaries.table import Column, Outward, Table

_REGULATIONS = "https://www.legislation.gov.uk/uksi/2018/952/contents"
_EASS = "https://www.equalityadvisoryservice.com"
_ECNI = "https://www.equalityni.org"


def accessibility_statement() -> Section:
    """Write the statement: how far it conforms, what was tested, what is known, whom to tell."""
    return Section(
        _("Accessibility statement (draft)"),
        paragraphs=(
            _(
                "This is a draft: the body that publishes this address completes it with its name, the day, "
                "and a way to reach it."
            ),
            _(
                "ictrack is built to meet the Web Content Accessibility Guidelines, version 2.2, level AA. "
                "No person has audited it yet, so it does not claim to conform."
            ),
            Outward(
                _(
                    "The Public Sector Bodies (Websites and Mobile Applications) Accessibility Regulations "
                    "2018"
                ),
                _REGULATIONS,
            ),
        ),
        facts=(
            (_("What you can do"), _what_you_can_do()),
            (_("How it was tested"), _how_it_was_tested()),
            (_("What is not accessible yet"), _what_is_not_accessible()),
            (_("If you find a problem"), _if_you_find_a_problem()),
            (_("In England, Scotland and Wales"), Outward(_("Equality Advisory and Support Service"), _EASS)),
            (_("In Northern Ireland"), Outward(_("Equality Commission for Northern Ireland"), _ECNI)),
        ),
        table=_known_faults(),
    )


def _what_you_can_do() -> str:
    return _(
        "Use every page by keyboard alone; zoom to 400% without scrolling sideways, tables apart; read "
        "every chart as a table; tell every progress by its words or letter, without colour; choose light "
        "or dark; print."
    )


def _how_it_was_tested() -> str:
    return _(
        "By programs that run with every change: the checks of axe on each page, light and dark, at 1280 "
        "and 320 pixels; the way from the filters to a city, to an initiative and to its link, by keyboard; "
        "the contrast of every colour, and its distance from the others for colour-blind readers. Not yet: "
        "a run with screen readers by the people who use them."
    )


def _what_is_not_accessible() -> str:
    parts = [
        _(
            "A chart is a picture: its sentence, its alternative text and the table below it carry what it "
            "shows."
        ),
        _(
            "A few words belong to Streamlit, the framework that draws the pages: those inside an open list "
            "of choices, and the names of its buttons. They are English, and so is the language that each "
            "page declares."
        ),
    ]
    if not KNOWN_FAULTS:
        parts.append(_("The checks of axe pass without an exception for the framework."))
    return " ".join(parts)


def _if_you_find_a_problem() -> str:
    return _(
        "Tell the person who gave you this address, and ask for what you need in another form. "
        "If you are not content with the answer, these bodies enforce the regulations:"
    )


def _known_faults() -> Table | None:
    if not KNOWN_FAULTS:
        return None
    columns = (
        Column("rule", _("Rule of axe")),
        Column("selector", _("Where")),
        Column("streamlit", _("Streamlit")),
        Column("why", _("Why it cannot be mended here")),
    )
    rows = tuple((fault.rule, fault.selector, fault.streamlit, fault.why()) for fault in KNOWN_FAULTS)
    return Table(_("Known faults of the framework"), columns, rows)
