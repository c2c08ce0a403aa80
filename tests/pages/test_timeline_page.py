"""The page Timeline."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from tests.properties.tables import Files
from tests.unit.test_timeline import FILES, initiative, many

Open = Callable[..., AppTest]
Words = Callable[[AppTest], str]


def test_on_the_public_record_the_years_of_evidence_stand_for_the_targets(
    open_page: Open, words_of: Words
) -> None:
    words = words_of(open_page("timeline"))
    assert "Targets are known for 23 of 96 initiatives: shown by year of last evidence instead." in words
    assert "Last heard of, by year" in words
    assert "For 21 of 96 no dated evidence was found." in words
    assert 'href="./city?city=LON"' in words


def test_on_the_public_record_pace_is_said_with_and_without_covid_19(
    open_page: Open, words_of: Words
) -> None:
    words = words_of(open_page("timeline"))
    assert "Of 6 that fell due by Second Phase II convening (31 March 2020), 3 were done in time" in words
    assert "Without the 1 that fell due during COVID-19 (March 2020 to October 2020): of 5" in words


def test_initiatives_with_targets_are_drawn_and_each_row_of_the_table_leads_on(
    open_page: Open, words_of: Words
) -> None:
    app = open_page("timeline", files=FILES)
    words = words_of(app)
    assert "3 of 6 initiatives have a target date; 1 of them was moved" in words
    assert 'href="./initiative?initiative=B1"' in words
    assert "1 of 6 has no date at all" in words
    assert len(app.get("plotly_chart")) == 2


def test_the_download_has_all_rows_and_says_so(open_page: Open, words_of: Words) -> None:
    assert "The download has all 60 rows." in words_of(open_page("timeline", {"start": "51"}, files=many(60)))


def test_where_all_rows_are_shown_the_download_is_not_said_to_have_more(
    open_page: Open, words_of: Words
) -> None:
    assert "The download has all" not in words_of(open_page("timeline", files=many(50)))


def test_of_a_long_list_without_dates_it_says_how_many_more_there_are(
    open_page: Open, words_of: Words
) -> None:
    rows = [initiative(f"N{n:03}") for n in range(203)]
    files = many(210)
    words = words_of(open_page("timeline", files={**files, "initiatives": [*files["initiatives"], *rows]}))
    assert "203 of 413 have no date at all" in words
    assert "3 more rows are in the download." in words


def test_the_choice_of_groups_is_kept_in_the_address_and_goes_back_to_the_first_rows(
    open_page: Open, words_of: Words
) -> None:
    app = open_page("timeline", {"start": "51"}, files=many(60))
    assert "Initiatives 51 to 60 of the 60" in words_of(app)
    app.selectbox(key="choice_by").set_value("area").run()
    assert app.query_params == {"by": "area"}
    words = words_of(app)
    assert "Initiatives 1 to 50 of the 60" in words
    assert 'href="./timeline?by=area&amp;start=51"' in words


def test_charts_are_named_and_leave_one_button(open_page: Open) -> None:
    for chart in open_page("timeline").get("plotly_chart"):
        assert chart.proto.alt
        assert '"modeBarButtons": [["toImage"]]' in chart.proto.config


def test_unknown_words_of_the_address_are_named(open_page: Open, words_of: Words) -> None:
    words = words_of(open_page("timeline", {"by": "sector", "start": "x"}, files=FILES))
    assert "sector" in words
    assert "rows from" in words
    assert "3 of 6 initiatives have a target date" in words


def test_where_nothing_is_shown_a_link_lifts_the_filter(open_page: Open, words_of: Words) -> None:
    words = words_of(open_page("timeline", {"phase": "2"}, files=FILES))
    assert "there is no initiative to show" in words
    assert "Show all phases: 6 initiatives" in words


def test_before_anything_happened_there_is_no_empty_chart(open_page: Open, words_of: Words) -> None:
    app = open_page("timeline", {"as_at": "2010"})
    assert "No phase and no event of the programme is known by this day." in words_of(app)
    assert not app.get("plotly_chart")


def test_without_data_it_says_how_to_load_some(open_page: Open, words_of: Words) -> None:
    nothing: Files = {}
    assert "There is no initiative yet." in words_of(open_page("timeline", files=nothing))
