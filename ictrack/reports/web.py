"""The convening report as one HTML file, which needs nothing else and prints well.

It calls nobody, and its policy forbids it: all it runs is Plotly and the lines that draw
the charts. Without scripts it is whole but for the charts, whose tables are there.
"""

from __future__ import annotations

from markupsafe import Markup

from ictrack.escapes import clean_text
from ictrack.language import _
from ictrack.markup import element, joined
from ictrack.reports.document import NUMBERS_SECTION, Report, Section
from ictrack.reports.web_blocks import draw_block
from ictrack.reports.web_head import draw_head
from ictrack.reports.web_legend import draw_legend
from ictrack.reports.web_numbers import Traces, trace
from ictrack.reports.web_places import place_of_section
from ictrack.reports.web_scripts import draw_scripts
from ictrack.reports.web_tables import Place, draw_told

_LANGUAGES = {"en": "en-GB", "cy": "cy-GB"}
_LOWEST_HEADING = 6
_NUMBERS = "numbers"


def write_html(report: Report) -> bytes:
    """Write a report as one HTML file; the same report, the same bytes.

    Where its numbers come from is told with links, in place of the list in the annex.
    """
    report = report.without(NUMBERS_SECTION)
    traces = trace(report)
    sections = [_draw_section(section, 2, traces) for section in report.sections]
    sections += [_draw_numbers(traces)] if traces.told else []
    main = element("main", *sections, id="report")
    contents = _draw_contents(report, has_numbers=bool(traces.told))
    body = joined(_draw_skip(), _draw_header(report), contents, main)
    # A part that was lifted out has its title already, as that of the report.
    is_part = [section.title for section in report.sections] == [report.title]
    page = element(
        "html",
        _cleaned(draw_head(report)),
        element("body", _cleaned(body), draw_scripts(report), class_=f"ic{' ic-part' if is_part else ''}"),
        lang=_LANGUAGES.get(report.language, report.language),
    )
    return f"<!doctype html>\n{page}\n".encode()


def _cleaned(markup: Markup) -> Markup:
    """Drop what HTML cannot hold; scripts are kept to the letter, since their policy names their hash."""
    return Markup(clean_text(markup))  # noqa: S704 - it was markup before


def _draw_skip() -> Markup:
    return element("a", _("Skip to the report"), href="#report", class_="ic-skip")


def _draw_header(report: Report) -> Markup:
    """Draw the title, and in full what the report is of."""
    stamp = report.stamp
    facts = [
        element(tag, words) for fact in stamp.facts for tag, words in zip(("dt", "dd"), fact, strict=True)
    ]
    return element(
        "header",
        element("p", report.subtitle, class_="ic-subtitle"),
        element("h1", report.title),
        element("p", stamp.line, class_="ic-stamp"),
        *(element("p", warning, class_="ic-warning") for warning in stamp.warnings),
        element("dl", *facts, class_="ic-facts") if facts else "",
        draw_legend(report),
    )


def _draw_contents(report: Report, *, has_numbers: bool) -> Markup:
    """Draw the contents; none for a part that was lifted out."""
    if len(report.sections) < 2:
        return joined()
    items = [_contents_item(section) for section in report.sections]
    if has_numbers:
        items.append(element("li", element("a", _("Where each number comes from"), href=f"#{_NUMBERS}")))
    title = _("Contents")
    return element("nav", element("p", title, class_="ic-label"), element("ol", *items), aria_label=title)


def _contents_item(section: Section) -> Markup:
    inner = [_contents_item(one) for one in section.sections]
    link = element("a", section.title, href=f"#{place_of_section(section.key)}")
    return element("li", link, element("ol", *inner) if inner else "")


def _draw_section(section: Section, level: int, traces: Traces, *, in_annex: bool = False) -> Markup:
    """Draw a section with those in it; what can be handed out alone starts a page on paper."""
    place = Place(section, traces, in_annex or section.is_annex)
    starts_page = section.is_liftable or section.is_annex
    return element(
        "section",
        element(f"h{min(level, _LOWEST_HEADING)}", section.title),
        *(draw_block(block, place) for block in section.blocks),
        *(_draw_section(one, level + 1, traces, in_annex=place.is_in_annex) for one in section.sections),
        id=place_of_section(section.key),
        class_="ic-new-page" if starts_page else None,
    )


def _draw_numbers(traces: Traces) -> Markup:
    return element(
        "section",
        element("h2", _("Where each number comes from")),
        draw_told(traces),
        id=_NUMBERS,
        class_="ic-new-page",
    )
