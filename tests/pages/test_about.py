"""The page About: what ictrack is, what its words mean, what its numbers rest on."""

from __future__ import annotations

from collections.abc import Callable

import duckdb
import plotly
import pytest
import streamlit
from markupsafe import escape
from streamlit.testing.v1 import AppTest

from ictrack.summaries.definitions import TERMS, define
from ictrack.summaries.known_faults import KNOWN_FAULTS
from ictrack.vocabulary import RecordKind, Standing
from tests.properties.tables import Files

OpenPage = Callable[..., AppTest]
Words = Callable[[AppTest], str]

RETURNS: Files = {
    "phases": [{"phase_id": "1", "name": "Phase one", "starts_on": "2017-03", "ends_on": "2019-05-31"}],
    "cities": [{"city_id": "A", "name": "Ambridge"}],
    "action_plans": [{"plan_id": "P", "city_id": "A", "phase_id": "1", "title": "Plan"}],
    "initiatives": [{"initiative_id": "A1", "city_id": "A", "phase_id": "1", "title": "One"}],
}


def html_of(app: AppTest) -> str:
    """Give all HTML that a page shows."""
    assert not app.exception
    return "\n".join(part.proto.body for part in app.get("html"))


def test_it_says_what_ictrack_is_and_is_not(open_page: OpenPage) -> None:
    html = html_of(open_page("about"))
    assert "ictrack shows how far the initiatives of the Inclusive Cities action plans have got" in html
    assert "It does not measure outcomes" in html
    assert "It does not manage tasks" in html
    assert "It does not rank cities" in html


@pytest.mark.parametrize("kind", RecordKind)
def test_every_term_is_explained(open_page: OpenPage, kind: RecordKind) -> None:
    html = html_of(open_page("about", files=None if kind is RecordKind.PUBLIC_RECORD else RETURNS))
    for term in TERMS:
        assert str(escape(define(term, kind).meaning)) in html


def test_every_standing_is_shown_with_its_mark(open_page: OpenPage) -> None:
    html = html_of(open_page("about"))
    for standing in Standing:
        assert f'ic-mark ic-{standing.value}"' in html


def test_it_counts_the_plans_that_were_not_read(open_page: OpenPage) -> None:
    html = html_of(open_page("about"))
    assert "Of 18 action plans, 0 were read in full, 5 in part and 13 not at all." in html
    assert "Where a plan was not read, the absence of an initiative says nothing." in html


def test_where_every_plan_was_read_no_absence_is_excused(open_page: OpenPage) -> None:
    html = html_of(open_page("about", files=RETURNS))
    assert "Of 1 action plan, 1 was read in full" in html
    assert "Where a plan was not read" not in html
    assert "Of 1 initiative, 1 has no target date and 1 no update." in html


def test_the_accessibility_statement_claims_no_audit(open_page: OpenPage) -> None:
    html = html_of(open_page("about"))
    assert "No person has audited it yet, so it does not claim to conform." in html
    assert "Tell the person who gave you this address" in html
    assert ("pass without an exception" in html) is (not KNOWN_FAULTS)
    for fault in KNOWN_FAULTS:
        assert fault.rule in html


def test_versions_are_those_that_run(open_page: OpenPage) -> None:
    html = html_of(open_page("about"))
    for name, version in (
        ("Streamlit", streamlit.__version__),
        ("Plotly", plotly.__version__),
        ("DuckDB", duckdb.__version__),
    ):
        assert f"<dt>{name}</dt><dd>{version}</dd>" in html


def test_without_data_it_still_explains_itself(open_page: OpenPage) -> None:
    html = html_of(open_page("about", files={}))
    assert "What the words mean" in html
    assert "Of 0" not in html
