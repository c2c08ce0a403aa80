"""Offer files to take out: to those alone who may, each made and recorded when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from ictrack.access.roles import Action
from ictrack.actions.enter import see_that_rights_hold
from ictrack.dates import utc_now
from ictrack.store.audit_notes import Noted, note
from ictrack.ui.page import Page, current_page


def offer_file(label: str, make: Callable[[], bytes], file_name: str, media_type: str, key: str) -> None:
    """Offer a file under a label, which is Markdown; nothing is drawn for those who may take nothing out.

    That it was taken out is recorded before it is made; where that cannot be, there is no file. A
    page may have been drawn long ago: roles are read again when a file is asked for.
    """
    page = current_page()
    if not page.may(Action.EXPORT):
        return
    st.download_button(
        label,
        partial(_recorded, page, file_name, make),
        file_name=file_name,
        mime=media_type,
        key=key,
        on_click="ignore",
    )


def _recorded(page: Page, file_name: str, make: Callable[[], bytes]) -> bytes:
    see_that_rights_hold(page.database, page.actor)
    now = utc_now()
    note(page.database, Noted.EXPORT, page.actor, now, {"page": page.name, "file": file_name})
    return make()
