"""The gap matrix on a page: a symbol and a word in each place, then each state with its places."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from ictrack.language import _
from ictrack.markup import element, joined
from ictrack.summaries.gap_page import Places, QuestionGroup, StateSection
from ictrack.summaries.gaps import GapCell, Gaps, StateCount
from ictrack.summaries.table import open_gaps, open_whom_to_ask
from ictrack.ui.components import show
from ictrack.ui.drawing import draw_link, scrolling
from ictrack.ui.view import View


def show_gap_matrix(gaps: Gaps) -> None:
    """Show what each symbol means and how often it stands, then cities by thematic areas.

    In each place the symbol leads to the rule, and the word to the initiatives.
    """
    show(_matrix, gaps)


def show_states(sections: Sequence[StateSection]) -> None:
    """Show each state: its rule, then why each place has it, with its initiatives."""
    show(_sections, tuple(sections))


def show_questions(groups: Sequence[QuestionGroup]) -> None:
    """Show what to ask of each thematic area, or of a city."""
    show(_questions, tuple(groups))


def _matrix(view: View, gaps: Gaps) -> Markup:
    head = element(
        "tr",
        element("th", gaps.corner, scope="col"),
        *(element("th", draw_link(view, column), scope="col") for column in gaps.columns),
    )
    body = [
        element(
            "tr",
            element("th", draw_link(view, city), scope="row"),
            *(_cell(view, cell) for cell in cells),
        )
        for city, cells in gaps.rows
    ]
    table = element(
        "table",
        element("caption", gaps.table.caption),
        element("thead", head),
        element("tbody", *body),
        class_="ic-table ic-matrix ic-gaps",
    )
    return joined(_legend(view, gaps.states), scrolling(table, gaps.table.caption))


def _legend(view: View, states: tuple[StateCount, ...]) -> Markup:
    items = [
        element(
            "li",
            element("span", count.state.symbol, class_="ic-symbol", aria_hidden="true"),
            element("a", f"{count.label} {count.cells}", href=view.link(count.target)),
        )
        for count in states
        if count.cells
    ]
    return element("ul", *items, class_="ic-legend")


def _cell(view: View, cell: GapCell) -> Markup:
    rule = element(
        "a",
        cell.state.symbol,
        class_="ic-symbol",
        href=view.link(open_gaps(cell.state)),
        aria_label=_("What “{state}” means", state=cell.label),
    )
    if not cell.initiatives and not cell.not_counted:
        word = element(
            "a",
            element("span", cell.label, class_="ic-word"),
            href=view.link(open_whom_to_ask(cell.city_id, cell.area_id)),
            title=cell.reason,
            aria_label=_("{place} Whom to ask.", place=cell.name),
            class_="ic-none",
        )
    else:
        number = joined(" ", element("small", cell.initiatives)) if cell.initiatives else ""
        word = element(
            "a",
            element("span", cell.label, class_="ic-word"),
            number,
            href=view.link(cell.target),
            title=cell.reason,
            aria_label=cell.name,
        )
    return element("td", element("div", rule, word))


def _sections(view: View, sections: tuple[StateSection, ...]) -> Markup:
    return joined(*(_section(view, section) for section in sections))


def _section(view: View, section: StateSection) -> Markup:
    heading = element(
        "h3",
        element("span", section.state.symbol, class_="ic-symbol", aria_hidden="true"),
        " ",
        section.title,
        class_="ic-heading",
    )
    places = element("ul", *(_place(view, place) for place in section.places))
    parts = [heading, element("p", section.meaning, class_="ic-notes")]
    return element("section", *parts, places, class_="ic-state")


def _place(view: View, place: Places) -> Markup:
    areas = _separated([draw_link(view, area) for area in place.areas])
    rows = _separated([draw_link(view, initiative) for initiative in place.initiatives])
    where = element("div", draw_link(view, place.city), ": ", areas)
    why = [place.reason, *(f" {note}" for note in place.notes), *([" ", rows] if place.initiatives else [])]
    asking = [element("div", draw_link(view, link), class_="ic-caption") for link in place.whom_to_ask]
    return element("li", where, element("div", *why, class_="ic-caption"), *asking)


def _separated(parts: Sequence[Markup]) -> Markup:
    """Put parts one after the other with commas between."""
    return joined(*(joined(", " if place else "", part) for place, part in enumerate(parts)))


def _questions(view: View, groups: tuple[QuestionGroup, ...]) -> Markup:
    drawn = []
    for group in groups:
        questions = element("ul", *(element("li", question.text) for question in group.questions))
        heading = element("h3", draw_link(view, group.head), class_="ic-heading")
        drawn.append(element("section", heading, questions, class_="ic-state"))
    return joined(*drawn)
