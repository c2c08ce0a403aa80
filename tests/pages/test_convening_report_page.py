"""The page Convening report: words beside the numbers, frozen, unfrozen, and files."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from ictrack.actions.opening import open_shared
from ictrack.actions.write_commentary import WriteCommentary, write_commentary
from ictrack.store.report_queries import find_freeze, list_commentary
from tests.reports.test_content import AMONG_US, MEMBERS

OpenPage = Callable[..., AppTest]
Words = Callable[[AppTest], str]
E2 = {"convening": "E2"}


def opened(open_page: OpenPage, **query: str) -> AppTest:
    app = open_page("convening_report", {**E2, **query}, MEMBERS)
    assert not app.exception
    return app


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click()
    app.run()
    assert not app.exception
    return app


def kept() -> dict[str, str]:
    return {one.section: one.text for one in list_commentary(open_shared(), "E2")}


def test_it_opens_at_the_cut_off_and_says_what_it_is_of(open_page: OpenPage, words_of: Words) -> None:
    app = opened(open_page)
    text = words_of(app)
    assert "Two · as at 30 June 2019" in text
    assert "As at 30 June 2019" in text
    assert "Returns missing or in part" in text
    assert "At 30 June 2019, there are 4 initiatives in 2 cities" in text
    assert AMONG_US not in text


def test_the_convening_page_leads_to_it(open_page: OpenPage, words_of: Words) -> None:
    assert "Prepare the convening report" in words_of(open_page("convening", {}, MEMBERS))


def test_a_commentary_is_saved_beside_its_section(open_page: OpenPage) -> None:
    app = opened(open_page, section="city:GLA")
    assert app.text_area[0].label == "Commentary on: Glasgow"
    app.text_area[0].set_value("Glasgow did well.")
    press(app, "Save commentary")
    assert kept() == {"city:GLA": "Glasgow did well."}
    assert "The commentary is saved" in app.success[0].value
    assert app.text_area[0].value == "Glasgow did well."


def test_what_somebody_else_wrote_meanwhile_is_shown_and_mine_stays_in_the_box(open_page: OpenPage) -> None:
    app = opened(open_page)
    app.text_area[0].set_value("Mine.")
    write_commentary(open_shared(), WriteCommentary("E2", "leaders", "Theirs."), ("leaders",))
    press(app, "Save commentary")
    assert kept() == {"leaders": "Theirs."}
    assert "“Theirs" in app.warning[0].value
    assert app.text_area[0].value == "Mine."
    press(app, "Save commentary")
    assert kept() == {"leaders": "Mine."}


def test_the_numbers_are_frozen_and_unfrozen_on_record(open_page: OpenPage, words_of: Words) -> None:
    app = opened(open_page)
    press(app, "Freeze the report")
    assert find_freeze(open_shared(), "E2") is not None
    assert "The numbers were frozen on" in words_of(app)
    press(app, "Unfreeze the report")
    assert find_freeze(open_shared(), "E2") is None
    assert "It was unfrozen on" in words_of(app)


def test_a_view_of_some_cities_is_not_frozen(open_page: OpenPage, words_of: Words) -> None:
    app = opened(open_page, cities="GLA")
    assert "To freeze the report, clear the filters by city and by link." in words_of(app)
    assert "Freeze the report" not in [button.label for button in app.button]


def test_a_filter_by_a_city_that_is_no_member_is_told_in_words(open_page: OpenPage) -> None:
    app = opened(open_page, cities="BRI")
    assert [one.value.replace("\\", "") for one in app.warning] == [
        "cities: 'BRI' is not allowed. Use CAR or GLA."
    ]


def test_files_are_made_of_a_part_and_offered(open_page: OpenPage) -> None:
    app = opened(open_page, part="city:GLA")
    app.multiselect(key="report_formats").set_value(["xlsx", "html"])
    press(app, "Make the files")
    assert not app.error
    made = app.session_state["convening_report_files"][1]
    assert [file.name for file in made] == [
        "ictrack-report-e2-city-gla-2019-06-30.xlsx",
        "ictrack-report-e2-city-gla-2019-06-30.html",
    ]


def test_without_a_convening_it_says_how_to_give_one(open_page: OpenPage, words_of: Words) -> None:
    app = open_page("convening_report", {}, {**MEMBERS, "events": []})
    assert "No convening is known, so there is none to report to." in words_of(app)
