"""Returns: choose a convening and a city, and take away what asks the city for its return."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

import streamlit as st

from ictrack.actions.workbook import make_workbook, name_workbook
from ictrack.escapes import plain_markdown
from ictrack.language import _
from ictrack.reports.return_message import calendar_file, mailto_link, message_file
from ictrack.settings import current_settings
from ictrack.summaries.return_cycles import Asking, Cycle
from ictrack.summaries.return_message import ReturnMessage, write_message
from ictrack.summaries.return_tables import Returns
from ictrack.summaries.returns import ALL_CITIES, Answer, CityReturn
from ictrack.ui.choice import choose_from_address
from ictrack.ui.forms.sign_off import draw_sign_off
from ictrack.ui.offering import offer_file
from ictrack.ui.page import Page
from ictrack.ui.take_away import address_for_others

_TYPES = {
    "eml": "message/rfc822",
    "ics": "text/calendar",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


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
        workbook = partial(make_workbook, page.database, one.city_id, cycle.event_id, page.setting.today)
        name = name_workbook(one.city_id, cycle.event_id)
        with st.container(horizontal=True, key="asking"):
            if cycle.is_asked_for:
                _draw_message(page, one, cycle, workbook)
            _draw_file(_("Download the returns workbook"), workbook, name)
    draw_sign_off(one, cycle)


def _draw_message(page: Page, one: CityReturn, cycle: Cycle, workbook: Callable[[], bytes]) -> None:
    """Draw the message as a link to one's own mail program, as files, and beneath as text to copy."""
    address = address_for_others(page)
    message = write_message(one, cycle, address)
    calendar = calendar_file((cycle.event_id, one.city_id), message, cycle.due_on, page.setting.today)
    link = mailto_link(partial(write_message, one, cycle, address), one.count(Answer.MISSING))
    name = name_workbook(one.city_id, cycle.event_id)
    stem = name.removesuffix(".xlsx")
    with st.popover(_("Write to the city")):
        words = plain_markdown(_("Open in your mail program"))
        # In a popover only Streamlit knows the theme. The link is quoted: no character ends it early.
        st.markdown(f"[{words}]({link})")
        _draw_file(
            _("Save as a message, workbook attached (.eml)"),
            partial(_message_file, message, {f"{stem}.ics": calendar}, workbook, name, page.setting.today),
            f"{stem}.eml",
        )
        _draw_file(_("Due day for a calendar (.ics)"), lambda: calendar, f"{stem}.ics")
        # The text can be longer than the screen is high.
        st.caption(_("Or copy the subject and the text:"))
        st.code(message.subject, language=None, wrap_lines=True)
        st.code(message.text, language=None, wrap_lines=True)


def _message_file(
    message: ReturnMessage,
    calendar: dict[str, bytes],
    workbook: Callable[[], bytes],
    name: str,
    made_on: date,
) -> bytes:
    """Write the message with the due day and the workbook attached, when it is asked for."""
    files = {**calendar, name: workbook()}
    attached = {name: (_TYPES[_ending(name)], file) for name, file in files.items()}
    return message_file(message, attached, made_on, current_settings().sender)


def _draw_file(label: str, make: Callable[[], bytes], file_name: str) -> None:
    ending = _ending(file_name)
    offer_file(label, make, file_name, _TYPES[ending], f"return_{ending}")


def _ending(file_name: str) -> str:
    return file_name.rpartition(".")[2]
