"""The Convening page: what changed between two moments, from whichever address it is opened."""

from __future__ import annotations

import re
from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from ictrack.summaries.ledger import ROWS_OF_A_PAGE
from tests.properties.tables import Files

OpenPage = Callable[..., AppTest]
Words = Callable[[AppTest], str]

RETURNS = {
    "phases": [{"phase_id": "1", "name": "Phase one", "starts_on": "2018-01", "ends_on": ""}],
    "cities": [{"city_id": "BRI", "name": "Bristol"}],
    "events": [
        {
            "event_id": f"E{year}",
            "kind": "convening",
            "title": f"Meeting of {year}",
            "phase_id": "1",
            "starts_on": f"{year}-06-30",
            "ends_on": f"{year}-06-30",
            "cut_off_on": f"{year}-06-30",
        }
        for year in (2019, 2020)
    ],
    "initiatives": [
        {"initiative_id": "A", "city_id": "BRI", "phase_id": "1", "title": "Alpha"},
        {"initiative_id": "B", "city_id": "BRI", "phase_id": "1", "title": "Beta"},
    ],
    "status_updates": [
        {"update_id": "U1", "initiative_id": "A", "reported_on": "2019-05-01", "status": "in_progress"},
        {
            "update_id": "U2",
            "initiative_id": "A",
            "reported_on": "2019-06-15",
            "recorded_on": "2019-12-01",
            "status": "completed",
        },
        {"update_id": "U3", "initiative_id": "B", "reported_on": "2019-05-01", "status": "not_started"},
        {"update_id": "U4", "initiative_id": "B", "reported_on": "2020-02-01", "status": "in_progress"},
    ],
}


def test_it_opens_between_the_last_two_convenings(open_page: OpenPage, words_of: Words) -> None:
    words = words_of(open_page("convening", files=RETURNS))
    assert "As at 30 June 2020" in words
    assert "From 30 June 2019 to 30 June 2020, of 2 initiatives" in words
    assert "1 moved forward and 1 had finished earlier." in words


def test_late_reports_are_a_step_of_their_own(open_page: OpenPage, words_of: Words) -> None:
    query = {"known_since": "2019-06-30", "measure": "completed"}
    words = words_of(open_page("convening", query, RETURNS))
    assert "The start is shown as it was known on 30 June 2019." in words
    assert "Late reports and corrections" in words
    assert "Completed: 0 on 30 June 2019, 1 on 30 June 2020." in words


def test_the_first_picture_never_knows_more_than_the_last(open_page: OpenPage, words_of: Words) -> None:
    query = {"known_on": "2019-11-30", "known_since": "2020-12-31", "measure": "completed"}
    words = words_of(open_page("convening", query, RETURNS))
    assert "The first day is shown as known on 30 November 2019" in words
    assert "Completed: 0 on 30 June 2019, 0 on 30 June 2020." in words
    assert "Late reports and corrections" not in words


def test_no_day_is_offered_that_knows_more_than_the_last(open_page: OpenPage) -> None:
    app = open_page("convening", {"known_on": "2019-06-01"}, RETURNS)
    assert app.selectbox(key="filter_known_since").options == ["As it was known on 1 June 2019"]


def test_an_earlier_summary_is_not_the_reason_of_a_later_change(open_page: OpenPage, words_of: Words) -> None:
    earlier, *others = RETURNS["status_updates"][2:]
    files = {**RETURNS, "status_updates": [{**earlier, "summary": "Said long before"}, *others]}
    words = words_of(open_page("convening", {"movement": "forward"}, files))
    assert "Beta (B)" in words
    assert "Said long before" not in words


def test_one_class_is_listed_where_the_address_asks_for_it(open_page: OpenPage, words_of: Words) -> None:
    words = words_of(open_page("convening", {"movement": "forward"}, RETURNS))
    assert "Moved forward: 1 of 2 initiatives" in words
    assert "Beta (B)" in words
    assert "Alpha (A)" not in words


def test_what_is_not_a_day_is_named(open_page: OpenPage, words_of: Words) -> None:
    words = words_of(open_page("convening", {"since": "soon"}, RETURNS))
    assert "soon" in words
    assert "From 30 June 2019 to 30 June 2020" in words


def test_a_number_or_a_class_that_there_is_not_is_named(open_page: OpenPage, words_of: Words) -> None:
    words = words_of(open_page("convening", {"measure": "zzz", "movement": "yyy"}, RETURNS))
    assert "The address asks for 'zzz', which this data does not have. Completed is shown." in words.replace(
        "\\", ""
    )
    assert "The address asks for 'yyy', which this data does not have. All are listed." in words.replace(
        "\\", ""
    )


def test_the_status_is_told_where_the_progress_hides_it(open_page: OpenPage, words_of: Words) -> None:
    initiatives = [{**RETURNS["initiatives"][1], "target_on": "2019-04-30"}]
    updates = [row for row in RETURNS["status_updates"] if row["initiative_id"] == "B"]
    files = {**RETURNS, "initiatives": initiatives, "status_updates": updates}
    assert "Moved forward: Not started → Under way" in words_of(open_page("convening", files=files))


def test_a_first_day_after_the_last_is_said(open_page: OpenPage, words_of: Words) -> None:
    words = words_of(open_page("convening", {"since": "2021"}, RETURNS))
    assert "would be after the last" in words


def test_links_to_other_pages_keep_the_last_day(open_page: OpenPage, words_of: Words) -> None:
    words = words_of(open_page("convening", files=RETURNS))
    assert "./initiative?as_at=2020-06-30&amp;initiative=B" in words


def test_without_a_convening_it_tells_of_a_year(open_page: OpenPage, words_of: Words) -> None:
    files = {**RETURNS, "events": []}
    words = words_of(open_page("convening", {"as_at": "2020-02-29"}, files))
    assert "From 28 February 2019 to 29 February 2020" in words


def test_the_public_record_is_told_of_in_its_own_words(open_page: OpenPage, words_of: Words) -> None:
    words = words_of(open_page("convening"))
    assert "From 31 October 2019 to 31 March 2020" in words
    assert "were not heard of" in words
    assert ">Silent" not in words
    assert "Newest evidence between" in words
    assert "Newest report between" not in words


def test_the_as_at_date_is_named_before_what_happened_on_it(open_page: OpenPage) -> None:
    # A narrow box cuts the end of a choice off, and the year of the day must not go with it.
    chosen = open_page("convening", files=RETURNS).selectbox(key="filter_as_at")
    assert chosen.options[0] == "30 June 2020: last convening"
    assert all(option.startswith(("30 June", "31 January")) for option in chosen.options)


def closed_programme(phase_ends_on: str) -> Files:
    """Give the programme with two open initiatives on which nothing is reported any more."""
    phase = {**RETURNS["phases"][0], "ends_on": phase_ends_on}
    updates = [row for row in RETURNS["status_updates"] if row["update_id"] in {"U1", "U3"}]
    return {**RETURNS, "phases": [phase], "status_updates": updates}


def test_what_closed_with_its_phase_is_told_from_what_a_report_is_due_on(
    open_page: OpenPage, words_of: Words
) -> None:
    words = words_of(open_page("convening", {"as_at": "2020-06-30"}, closed_programme("2020-06-29")))
    assert "of 2 initiatives 2 were silent (2 of them closed with their phase)." in words
    assert "Silent: closed with its phase" in words
    # Drawn paler on the last day, and not on the first, when the phase went on.
    table = words[words.index("All 2 initiatives") :]
    assert len(re.findall(r'class="ic-mark [^"]*ic-closed', table)) == 2


def test_on_the_last_day_of_its_phase_nothing_is_closed_yet(open_page: OpenPage, words_of: Words) -> None:
    words = words_of(open_page("convening", {"as_at": "2020-06-30"}, closed_programme("2020-06-30")))
    assert "of 2 initiatives 2 were silent." in words
    assert "Silent: closed" not in words


def test_what_there_is_none_of_is_a_dash_on_a_phone_too(open_page: OpenPage, words_of: Words) -> None:
    # A phone shows each cell with its name before it: a name with nothing after it looks like a fault.
    words = words_of(open_page("convening", {"as_at": "2020-06-30"}, closed_programme("")))
    cells = re.findall(r'<td [^>]*data-label="(?:Target date|Newest report between)"[^>]*>(.*?)</td>', words)
    assert cells
    assert all("–" in cell for cell in cells)


def many(number: int) -> Files:
    """Give the programme so many initiatives that nothing was heard of."""
    rows = [
        {"initiative_id": f"N{n:03}", "city_id": "BRI", "phase_id": "1", "title": f"Initiative {n}"}
        for n in range(number)
    ]
    return {**RETURNS, "initiatives": rows, "status_updates": []}


def test_a_page_of_the_list_has_no_more_rows_than_a_phone_can_scroll_through(
    open_page: OpenPage, words_of: Words
) -> None:
    words = words_of(open_page("convening", files=many(ROWS_OF_A_PAGE)))
    assert "All 50 initiatives" in words
    assert "Next:" not in words


def test_more_rows_are_on_a_page_of_their_own(open_page: OpenPage, words_of: Words) -> None:
    words = words_of(open_page("convening", {"measure": "behind"}, many(ROWS_OF_A_PAGE + 1)))
    assert "All 51 initiatives: 1 to 50" in words
    assert "N049" in words
    assert "N050" not in words
    assert "measure=behind&amp;start=51" in words


def test_the_last_page_leads_back_to_the_first(open_page: OpenPage, words_of: Words) -> None:
    words = words_of(open_page("convening", {"start": "51"}, many(ROWS_OF_A_PAGE + 1)))
    assert "All 51 initiatives: 51 to 51" in words
    assert "Previous: 1 to 50" in words


def test_a_row_to_start_from_that_is_no_number_is_named(open_page: OpenPage, words_of: Words) -> None:
    words = words_of(open_page("convening", {"start": "x"}, many(ROWS_OF_A_PAGE + 1)))
    assert "The address asks for the rows from 'x' on" in words
    assert "1 to 50" in words
