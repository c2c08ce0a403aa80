"""Whom to ask on a page: initiatives of other cities beside each other, each with what is known of it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from ictrack.language import _
from ictrack.markup import element
from ictrack.summaries.gap_elsewhere import Answer, Place, most_pressing_areas, place_choices
from ictrack.summaries.gap_help import Exchange
from ictrack.summaries.gaps import GapCell, Gaps
from ictrack.ui.choice import choose_from_address, type_into_address
from ictrack.ui.components import show, show_heading, show_notes, show_tables, show_text
from ictrack.ui.drawing import draw_cell, draw_facts, draw_link
from ictrack.ui.page import current_page
from ictrack.ui.view import View

# So that three boxes stand beside each other.
_NARROW = 280


def choose_place(gaps: Gaps) -> tuple[Place, GapCell | None, str]:
    """Draw the boxes for a city, a thematic area and words; give what was chosen, its gap, what was typed.

    The first thematic area is the one in which the city's gap can best be acted on.
    """
    page = current_page()
    cities, areas = place_choices(page.setting, page.scope)
    with st.container(horizontal=True):
        city_id = choose_from_address(
            "city", cities, _("City"), default=next(iter(page.scope.cities), None), width=_NARROW
        )
        pressing = (*page.scope.areas, *most_pressing_areas(gaps, city_id))
        first = next((area for area in pressing if area), None)
        area_id = choose_from_address("area", areas, _("Thematic area"), default=first, width=_NARROW)
        words = type_into_address(
            "words",
            _("Words that matter to you"),
            _(
                "If you like: initiatives that hold these words come first. Words of four letters or more "
                "are looked for."
            ),
        )
    return Place(city_id, area_id), gaps.at(city_id, area_id), words


def show_answers(answers: Sequence[Answer]) -> None:
    """Show initiatives to ask about beside each other; on a phone one below the other."""
    if answers:
        show(_answers, tuple(answers))


def show_exchange(exchange: Exchange) -> None:
    """Show what help is asked for beside what is offered, then the offers that answer no ask."""
    show_heading(_("Help wanted, and help offered"))
    show_text(*exchange.paragraphs)
    show_notes(exchange.note)
    show_tables(exchange.asks, exchange.offers)


def _answers(view: View, answers: tuple[Answer, ...]) -> Markup:
    return element("div", *(_answer(view, answer) for answer in answers), class_="ic-lists ic-answers")


def _answer(view: View, answer: Answer) -> Markup:
    return element(
        "section",
        element("h2", draw_link(view, answer.initiative), class_="ic-heading"),
        element("p", draw_link(view, answer.city), ": ", draw_cell(view, answer.progress)),
        draw_facts(view, answer.facts),
    )
