"""Returns: choose a convening and a city, and take away what asks the city for its return."""

from __future__ import annotations

from functools import partial

import streamlit as st

from ictrack.actions.workbook import make_workbook, name_workbook
from ictrack.language import _
from ictrack.reports.return_message import calendar_file, mailto_link, message_file
from ictrack.summaries.return_cycles import Asking, Cycle
from ictrack.summaries.return_message import write_message
from ictrack.summaries.return_tables import Returns
from ictrack.summaries.returns import ALL_CITIES, Answer, CityReturn
from ictrack.ui.choice import choose_from_address
from ictrack.ui.forms.sign_off import draw_sign_off
from ictrack.ui.markup import element
from ictrack.ui.page import Page
from ictrack.ui.take_away import address_for_others


def choose_cycle(asking: Asking) -> Cycle:
    """Draw the box that chooses the convening, the one that is being prepared unless told otherwise."""
    return asking.cycle(choose_from_address("cycle", asking.labels, _("Returns for"), default=asking.chosen))


def choose_return(returns: Returns) -> str:
    """Draw the box that chooses whose return is shown, all cities unless told otherwise."""
    return choose_from_address(
        "return", returns.choices, _("Return of"), default=ALL_CITIES, clears=("answer",)
    )


def draw_asking(page: Page, one: CityReturn, cycle: Cycle) -> None:
    """Offer the message, the due day and the workbook of one city, and to sign its return off."""
    if one.asked:
        with st.container(horizontal=True, key="asking"):
            if cycle.is_asked_for:
                _draw_message(page, one, cycle)
            st.download_button(
                _("Download the returns workbook"),
                partial(make_workbook, page.database, one.city_id, cycle.event_id, page.setting.today),
                file_name=name_workbook(one.city_id, cycle.event_id),
                mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                key="returns_workbook",
                on_click="ignore",
            )
    draw_sign_off(one, cycle)


def _draw_message(page: Page, one: CityReturn, cycle: Cycle) -> None:
    """Draw the message as text to copy, as a link to one's own mail program, and as files."""
    address = address_for_others(page)
    message = write_message(one, cycle, address)
    name = (cycle.event_id, one.city_id)
    calendar = calendar_file(name, message, cycle.due_on, page.setting.today)
    link = mailto_link(partial(write_message, one, cycle, address), one.count(Answer.MISSING))
    with st.popover(_("Write to the city")):
        st.code(message.text, language=None, wrap_lines=True)
        words = element("a", _("Open in your mail program"), href=link)
        st.html(element("div", words, class_="ic", lang=page.view.language))
        file_name = name_workbook(one.city_id, cycle.event_id).removesuffix(".xlsx")
        _draw_file(_("Save as a message (.eml)"), message_file(message, calendar), f"{file_name}.eml")
        _draw_file(_("Due day for a calendar (.ics)"), calendar, f"{file_name}.ics")


def _draw_file(label: str, content: bytes, file_name: str) -> None:
    ending = file_name.rpartition(".")[2]
    mime = {"eml": "message/rfc822", "ics": "text/calendar"}[ending]
    st.download_button(
        label, content, file_name=file_name, mime=mime, key=f"message_{ending}", on_click="ignore"
    )
