"""Faults of ictrack itself: a sentence and a number for the reader, the rest in the log."""

from __future__ import annotations

import logging
import secrets

import streamlit as st

from ictrack.errors import IctrackError
from ictrack.language import _

_log = logging.getLogger(__name__)


def log_fault(error: Exception) -> str:
    """Log a fault with its traceback, and give the reference number that the log holds."""
    reference = secrets.token_hex(4)
    _log.error("Fault %s", reference, exc_info=error)
    return reference


def fault_sentence(error: Exception) -> str:
    """Say what a reader should know of an error; what nobody meant to raise is logged."""
    if isinstance(error, IctrackError):
        return str(error)
    return _(
        "Something went wrong in ictrack. What is stored is as it was. Try again; if it happens "
        "again, give whoever looks after ictrack this reference: {reference}.",
        reference=log_fault(error),
    )


def tell_fault(error: Exception) -> bool:
    """Show a sentence in place of a page that failed; a traceback is never shown."""
    with st.container(border=True):
        st.text(fault_sentence(error))
    return True
