"""Take a file from the reader, and keep none of its bytes longer than it takes to read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import streamlit as st
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from ictrack.language import _
from ictrack.settings import current_settings

_MEBIBYTE = 1024**2


@dataclass(frozen=True)
class ReceivedFile:
    """Hold a file that was sent: its name, which nobody may trust, and its bytes."""

    name: str
    content: bytes


def receive_file(label: str, endings: Sequence[str], *, key: str) -> ReceivedFile | None:
    """Draw a box to choose a file in, and give what was sent, once; nothing until then.

    Streamlit would keep the bytes until the session ends: they are dropped here, and the
    next run draws an empty box.
    """
    asked = f"{key}_asked"
    number = st.session_state.setdefault(asked, 0)
    settings = current_settings()
    uploaded = st.file_uploader(
        label,
        type=list(endings),
        key=f"{key}_{number}",
        max_upload_size=ceil(settings.upload_bytes / _MEBIBYTE),
        help=_("The file is read once and not kept. What is loaded of it is kept in the database."),
    )
    if uploaded is None:
        return None
    received = ReceivedFile(uploaded.name, uploaded.getvalue())
    _drop(uploaded)
    st.session_state[asked] = number + 1
    return received


def _drop(uploaded: UploadedFile) -> None:
    """Take a file out of the memory in which Streamlit keeps what was uploaded."""
    context = get_script_run_ctx()
    if context is not None and isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
        context.uploaded_file_mgr.remove_file(session_id=context.session_id, file_id=uploaded.file_id)
