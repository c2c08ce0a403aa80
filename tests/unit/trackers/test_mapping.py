"""How a tracker is read is proposed, written as a text to mend, and read back as it was."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ictrack.errors import UsageError
from ictrack.ingest.trackers.mapping import OPEN, TrackerColumn, TrackerMapping, parse_mapping
from ictrack.ingest.trackers.proposal import propose_mapping
from tests.unit.trackers.trackers import answered, table_of, write_csv, write_workbook


def proposed(path: Path) -> TrackerMapping:
    return propose_mapping("tracker", table_of(path))


def held(mapping: TrackerMapping) -> dict[str, tuple[str, str | None]]:
    return {column.header: (column.holds, column.day or column.beside) for column in mapping.column}


def test_columns_words_and_days_of_a_plain_tracker_are_proposed(tmp_path: Path) -> None:
    mapping = proposed(write_csv(tmp_path))
    assert held(mapping) == {
        "City": ("city_id", None),
        "Initiative": ("title", None),
        "Phase": ("phase_id", None),
        "31/03/2019": ("status", "2019-03-31"),
        "Mar-20": ("status", "2020-03"),
        "Comment": ("summary", "Mar-20"),
        "September 2020": ("status", "2020-09"),
    }
    assert mapping.words == {
        "Planned": "not_started",
        "n/a": "no report",
        "amber": "in_progress, at_risk",
        "Done": "completed",
        "tbc": "no report",
    }


def test_columns_in_pairs_belong_together(tmp_path: Path) -> None:
    text = (
        "City,Action,Q1 2019 comment,Q1 2019 status,Jun-19 RAG,Jun-19 status,Sep-19,Comment,Dec-19,Comment\n"
        "Cardiff,A,well,Done,Green,Done,Done,fine,Done,over\n"
    )
    assert held(proposed(write_csv(tmp_path, text))) == {
        "City": ("city_id", None),
        "Action": ("title", None),
        "Q1 2019 comment": ("summary", "Q1 2019 status"),
        "Q1 2019 status": ("status", OPEN),
        "Jun-19 RAG": ("confidence", "Jun-19 status"),
        "Jun-19 status": ("status", "2019-06"),
        "Sep-19": ("status", "2019-09"),
        "Comment (after Sep-19)": ("summary", "Sep-19"),
        "Dec-19": ("status", "2019-12"),
        "Comment (after Dec-19)": ("summary", "Dec-19"),
    }


def test_a_light_without_a_status_beside_it_is_the_status(tmp_path: Path) -> None:
    text = "City,Action,Mar-19 RAG\nCardiff,A,Green\n"
    assert held(proposed(write_csv(tmp_path, text)))["Mar-19 RAG"] == ("status", "2019-03")


def test_sentences_under_a_day_are_a_comment_on_it(tmp_path: Path) -> None:
    text = "City,Action,March 2019\nCardiff,A,The pack was printed in nine languages\n"
    assert held(proposed(write_csv(tmp_path, text)))["March 2019"] == ("summary", "2019-03")


def test_column_names_below_a_title_are_found(tmp_path: Path) -> None:
    table = table_of(write_csv(tmp_path, "Our tracker 2019,,\n,,\nCity,Action,Mar-19\nCardiff,A,Done\n"))
    assert (table.header_row, table.header) == (3, ("City", "Action", "Mar-19"))
    assert [row.number for row in table.rows] == [4]


def test_a_column_that_says_nothing_is_no_question(tmp_path: Path) -> None:
    text = "City,Action,Mar-19,03/04/2030,Whatever\nCardiff,A,Done,,\n"
    assert list(held(proposed(write_csv(tmp_path, text)))) == ["City", "Action", "Mar-19"]


def test_the_city_of_a_tracker_without_a_column_for_it_is_asked_for(tmp_path: Path) -> None:
    mapping = proposed(write_csv(tmp_path, "Action,Mar-19\nA,Done\n"))
    assert mapping.every_row == {"city_id": OPEN}


def test_colours_are_offered_as_confidence_and_never_as_completed(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["City", "Action", "Mar-19"], *(["Cardiff", f"A{n}", "Open"] for n in range(6))]
    fills = {"C2": "red", "C3": "amber", "C4": "green", "C5": "blue", "C6": "grey"}
    fills["C7"] = "lighter red of the theme"
    mapping = proposed(write_workbook(tmp_path, rows, fills))
    assert mapping.colours == {
        "FF0000": "off_track",
        "FFC000": "at_risk",
        "92D050": "on_track",
        "00B0F0": OPEN,
        "D99694": "off_track",
    }


def test_a_colour_of_a_cell_without_a_word_is_not_offered(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["City", "Action", "Mar-19"],
        ["Cardiff", "A", "n/a"],
        ["Cardiff", "B", None],
        ["Cardiff", "C", "Done"],
    ]
    mapping = proposed(write_workbook(tmp_path, rows, {"C2": "red", "C3": "amber"}))
    assert mapping.colours == {}


def test_what_was_answered_stays_and_what_is_new_is_proposed(tmp_path: Path) -> None:
    answers = answered(
        '[[column]]\nheader = "31/03/2019"\nholds = "nothing"\n'
        '[words]\n"AMBER" = "paused"\n"Else" = "stopped"\n'
    )
    mapping = propose_mapping("tracker", table_of(write_csv(tmp_path)), answers).with_answers_of(answers)
    assert held(mapping)["31/03/2019"] == ("nothing", None)
    assert held(mapping)["Mar-20"] == ("status", "2020-03")
    assert (mapping.words["amber"], mapping.words["Done"], mapping.words["Else"]) == (
        "paused",
        "completed",
        "stopped",
    )


NASTY = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)


@settings(deadline=None, derandomize=True)
@given(
    name=NASTY,
    headers=st.lists(NASTY, unique=True, max_size=4),
    words=st.dictionaries(NASTY, st.sampled_from(["paused", "in_progress, at_risk", "no report", "?"])),
    colours=st.dictionaries(
        st.from_regex(r"[0-9A-F]{6}", fullmatch=True), st.sampled_from(["at_risk", "nothing"])
    ),
)
def test_any_mapping_is_read_back_as_it_was_written(
    name: str, headers: list[str], words: dict[str, str], colours: dict[str, str]
) -> None:
    columns = tuple(TrackerColumn(header=header, holds="status", day="2019-03") for header in headers)
    mapping = TrackerMapping(tracker=name, sheet=name, column=columns, words=words, colours=colours)
    assert parse_mapping(mapping.to_toml(), "x.toml") == mapping


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("tracker = ", "is not TOML that can be read"),
        ('tracker = "t"\nsheets = "x"', "sheets"),
        (
            'tracker = "t"\n[[column]]\nheader = "x"\nholds = "colour"',
            "column, 1, holds: 'colour' is not a column",
        ),
        (
            'tracker = "t"\n[[column]]\nheader = "x"\nday = "31/03/2019"',
            "column, 1, day: '31/03/2019' is not a day",
        ),
        ('tracker = "t"\n[words]\n"Done" = "finished"', "words, Done: 'finished' is not a status"),
        (
            'tracker = "t"\n[colours]\n"FF0000" = "completed"',
            "colours, FF0000: 'completed' is not a confidence",
        ),
        ('tracker = "t"\n[every_row]\ntown = "Cardiff"', "every_row: 'town' is not a column"),
    ],
)
def test_a_mapping_that_cannot_be_is_refused_in_one_line(text: str, said: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse_mapping(text, "tracker.toml")
    line = str(refused.value)
    assert said in line
    assert line.startswith("tracker.toml")
    assert "Nothing was loaded." in line
    assert "\n" not in line


def test_a_colour_may_be_named_and_its_confidence_too(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["City", "Action", "Mar-19"], ["Cardiff", "A", "Open"], ["Cardiff", "B", "Open"]]
    table = table_of(write_workbook(tmp_path, rows, {"C2": "red", "C3": "amber"}))
    mapping = propose_mapping("t", table, answered('[colours]\nred = "amber"\n"#ffc000" = "on_track"'))
    assert mapping.colours == {"FF0000": "at_risk", "FFC000": "on_track"}
