"""Take in a returned workbook: choose the file, see what it brings, settle conflicts, send it."""

from __future__ import annotations

import streamlit as st

from ictrack.actions.send_return import (
    ReturnOutcome,
    ReturnPreview,
    SendReturn,
    preview_return,
    send_return,
)
from ictrack.errors import IctrackError
from ictrack.escapes import plain_markdown
from ictrack.ingest.contained import read_contained
from ictrack.ingest.source import RawSource, Settlement
from ictrack.language import _
from ictrack.reports.return_preview import (
    ConflictView,
    ReturnView,
    outcome_sentence,
    settlement_label,
    view_return,
)
from ictrack.settings import current_settings
from ictrack.ui import components
from ictrack.ui.forms.upload import receive_file
from ictrack.ui.page import current_page

_RAW = "return_raw"
_SAID = "return_said"


def draw_send_return() -> None:
    """Ask for the file; once it is read, show what it would do, and offer to send it."""
    said, succeeded = st.session_state.pop(_SAID, ("", True))
    if said:
        (st.success if succeeded else st.error)(plain_markdown(said))
    raw: RawSource | None = st.session_state.get(_RAW)
    if raw is None:
        _draw_choice()
    else:
        _draw_return(raw)


def _draw_choice() -> None:
    components.show_sentence(
        _("Choose the workbook that a city filled in. You see what it says before it is sent.")
    )
    received = receive_file(_("Returned workbook"), ["xlsx"], key="return_file")
    if received is None:
        return
    with st.spinner(_("Reading the workbook")):
        _read(received.content, received.name)
    st.rerun()


def _read(data: bytes, name: str) -> None:
    """Read the file, and keep it if it is a returns workbook; say why where it is not."""
    try:
        raw = read_contained(data, name)
        preview_return(
            current_page().database,
            SendReturn(raw, made_by=current_page().actor, today=current_page().setting.today),
        )
    except IctrackError as error:
        st.session_state[_SAID] = (str(error), False)
    else:
        st.session_state[_RAW] = raw


def _draw_return(raw: RawSource) -> None:
    page = current_page()
    command = SendReturn(raw, _chosen(), made_by=page.actor, today=page.setting.today)
    try:
        preview = preview_return(page.database, command)
    except IctrackError as error:
        st.error(plain_markdown(str(error)))
        _draw_other_file()
        return
    view = view_return(page.database, preview)
    components.show_sentence(view.sentence)
    components.show_notes(*view.notes)
    _draw_problems(view)
    _draw_conflicts(view)
    if view.new.rows:
        components.show_heading(_("What it brings"))
        components.show_table(view.new, numbered_rows=60)
    _draw_sending(command, preview)


def _draw_problems(view: ReturnView) -> None:
    if not view.problems.rows:
        return
    components.show_heading(_("To be mended first"))
    components.show_notes(
        _("Mend these cells in the workbook, save it, and choose it again. Nothing was taken in yet.")
    )
    components.show_table(view.problems, numbered_rows=60)
    components.show_downloads(view.problems)


def _draw_conflicts(view: ReturnView) -> None:
    if not view.conflicts:
        return
    components.show_heading(_("Reported on meanwhile"))
    components.show_notes(
        _(
            "These initiatives got another report after the workbook was made. Choose for each what "
            "becomes of the answer in the workbook. An answer that is not sent stays in the workbook only: "
            "choose the file again, and you are asked again."
        )
    )
    for conflict in view.conflicts:
        _draw_conflict(conflict)


def _draw_conflict(conflict: ConflictView) -> None:
    components.show_heading(conflict.title, 3)
    components.show_table(conflict.table)
    st.radio(
        _("What becomes of the answer on {title}?", title=plain_markdown(conflict.title)),
        list(Settlement),
        index=None,
        format_func=settlement_label,
        key=f"{_SETTLED}{conflict.initiative_id}",
    )


_SETTLED = "return_settled_"


def _chosen() -> dict[str, Settlement]:
    """Give what was chosen for each initiative in conflict."""
    named = {str(key): value for key, value in st.session_state.items()}
    return {
        key.removeprefix(_SETTLED): Settlement(value)
        for key, value in named.items()
        if key.startswith(_SETTLED) and value
    }


def _draw_sending(command: SendReturn, preview: ReturnPreview) -> None:
    """Offer to send what is ready, else say what is missing; another file can always be chosen."""
    if not preview.issues and not preview.brings_any and not preview.unsettled:
        components.show_notes(_("All of this was taken in before, or is left out. There is nothing to send."))
    if preview.unsettled:
        components.show_notes(_("It can be sent once every conflict above is settled."))
    with st.container(horizontal=True):
        if preview.is_ready:
            st.button(
                _("Send for review") if current_settings().review == "on" else _("Take it in"),
                type="primary",
                key="return_send",
                on_click=_send,
                args=(command,),
            )
        _draw_other_file()


def _draw_other_file() -> None:
    st.button(_("Choose another file"), key="return_other", on_click=_forget)


def _send(command: SendReturn) -> None:
    try:
        receipt = send_return(current_page().database, command)
    except IctrackError as error:
        st.session_state[_SAID] = (str(error), False)
        return
    refused = receipt.outcome is ReturnOutcome.REFUSED
    st.session_state[_SAID] = (outcome_sentence(receipt), not refused)
    if not refused:
        _forget()


def _forget() -> None:
    """Forget the file that was read, and what was chosen for it."""
    st.session_state.pop(_RAW, None)
    for key in [str(key) for key in st.session_state if str(key).startswith(_SETTLED)]:
        del st.session_state[key]
