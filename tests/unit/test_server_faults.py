"""What a reader sees when a page fails: a sentence and a reference, never a traceback."""

from __future__ import annotations

import logging
import re

import pytest
from streamlit.testing.v1 import AppTest

from ictrack.errors import UsageError
from ictrack.server.faults import fault_sentence

SECRET = "what only the log may hold"  # noqa: S105 - no password


def failing_page() -> None:
    from ictrack.errors import UsageError  # noqa: PLC0415 - the page is run as a script of its own
    from ictrack.server.faults import tell_fault  # noqa: PLC0415

    tell_fault(ZeroDivisionError("what only the log may hold"))
    tell_fault(UsageError("city: ':red[Bristle]' is not allowed."))


def test_a_fault_shows_a_reference_that_the_log_holds_with_the_traceback(
    caplog: pytest.LogCaptureFixture,
) -> None:
    logging.getLogger("ictrack").propagate = True
    with caplog.at_level(logging.ERROR):
        page = AppTest.from_function(failing_page).run()
    shown = [text.value for text in page.text]
    reference = re.search(r"reference: ([0-9a-f]{8})\.", shown[0])
    assert reference is not None
    assert SECRET not in shown[0]
    logged = [record for record in caplog.records if reference[1] in record.getMessage()]
    assert logged[0].exc_info is not None
    assert str(logged[0].exc_info[1]) == SECRET


def test_an_error_raised_on_purpose_is_shown_as_it_is_worded_and_never_as_markdown() -> None:
    page = AppTest.from_function(failing_page).run()
    assert page.text[1].value == "city: ':red[Bristle]' is not allowed."
    assert not page.markdown
    assert not page.exception


def test_an_error_raised_on_purpose_is_not_logged_as_a_fault(caplog: pytest.LogCaptureFixture) -> None:
    assert fault_sentence(UsageError("in a sentence")) == "in a sentence"
    assert not caplog.records
