"""The page on speed is what its command makes of the tables, and says what is not within budget."""

from __future__ import annotations

from benchmarks.budgets import BUDGETS
from benchmarks.readme import FOLDER, PAGE, make_page, read_written

PEERS = """# What the questions of the pages cost in other programs

Written by `python -m benchmarks.peers` on 2026-11-30.

## 10 cities

| question | rows | ictrack, ms | SQLite 3.40.1, ms | ratio | polars 2.1.0, ms | ratio |
|---|---:|---:|---:|---:|---:|---:|
| standing | 5 | 100 | 250 | 2.50 | 50 | 0.50 |
"""
PAGES = """# Pages

| page | server, ms | bare, ms | ratio | first paint, ms | bare, ms | ratio |
|---|---:|---:|---:|---:|---:|---:|
| city | 10 | 8 | 1.50 | 1,904 | 1,500 | 1.21 |
"""
QUESTIONS = """# Questions

## The whole programme: few

| question | rows | first, ms | scan, ms | ratio | again, ms | ratio |
|---|---:|---:|---:|---:|---:|---:|
| summary | 5 | 10 | 5 | 2.0 | 1 | 0.2 |

## The whole programme: ten times as many

| question | rows | first, ms | scan, ms | ratio | again, ms | ratio |
|---|---:|---:|---:|---:|---:|---:|
| summary | 5 | 101 | 50 | 2.0 | 1 | 0.1 |
"""
PEOPLE = """# People

| | ictrack | bare page | ratio |
|---|---:|---:|---:|
| half of the changes within, s | 0.50 | 0.08 | 6.3 |
| 95 in 100 within, s | 2.00 | 0.10 | 20.0 |
| errors | 1 | 0 | |
"""


def test_the_page_is_what_its_command_makes() -> None:
    made = make_page(read_written())
    assert PAGE.read_text(encoding="utf-8") == made, "Run 'python -m benchmarks.readme'."


def test_every_table_has_a_budget_and_every_budget_a_command() -> None:
    assert set(read_written()) <= set(BUDGETS)
    assert all((FOLDER / f"{name}.py").is_file() for name in BUDGETS)


def test_of_many_people_the_slowest_answers_and_the_errors_count() -> None:
    page = make_page({"people": PEOPLE})
    assert "| at most 2 | 2 | yes |" in page
    assert "- 30 people: errors (none): errors: 1." in page


def test_who_is_ahead_of_ictrack_is_named() -> None:
    page = make_page({"peers": PEERS})
    assert "| ahead of each: above 1 | 0.5 to 2.5 | no: 1 of 2 are not |" in page
    assert "(ahead of each: above 1): standing, polars 2.1.0, 10 cities: 0.5." in page
    assert "Written by `python -m benchmarks.peers` on 2026-11-30." in page


def test_a_budget_holds_up_to_its_limit_and_not_beyond() -> None:
    page = make_page({"pages": PAGES, "questions": QUESTIONS})
    assert "| at most 1.5 times | 1.5 | yes |" in page
    assert "- first paint, beside a bare page (at most 1.2 times): city: 1.21." in page
    assert "(at most 10 times): summary, The whole programme: ten times as many: 10.1." in page


def test_what_was_not_measured_is_said_with_its_command() -> None:
    page = make_page({})
    assert "Nothing that was measured." in page
    assert page.count("| not measured | not known |") == sum(map(len, BUDGETS.values()))
    assert "Not measured yet: `python -m benchmarks.peers` writes the table." in page
