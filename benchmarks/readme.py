"""Put what the benchmarks have written together into one page: `python -m benchmarks.readme`.

It writes `benchmarks/README.md`: each budget beside what was measured, what is not within budget,
and the table of each benchmark with its command, its machine, its versions and its day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.budgets import BUDGETS, WITHOUT_BENCHMARK, Verdict, judge
from benchmarks.tables import tables_in

FOLDER = Path(__file__).parent
PAGE = FOLDER / "README.md"
_OPENING = """# How fast ictrack is, and what shows it

Made by `python -m benchmarks.readme` from the tables that the benchmarks write. Each benchmark is run by
its own command, and measures ictrack and what it is held against in the same run, right beside each other.
The ratios are what counts: milliseconds are those of one machine on one day. A number on the limit is
within it."""
_HEAD = "| what | budget | measured | within budget |\n|---|---|---|---|"


def make_page(written: Mapping[str, str]) -> str:
    """Make the page from what the benchmarks have written, by their names; some may not have been run."""
    verdicts = {name: _judge(name, written.get(name, "")) for name in BUDGETS}
    every = [verdict for those in verdicts.values() for verdict in those]
    parts = [_OPENING, "## Budgets", "\n".join([_HEAD, *map(_row_of, every)]), *_not_kept(every)]
    parts += [_section_of(name, written.get(name)) for name in BUDGETS]
    return "\n\n".join(parts) + "\n"


def read_written(folder: Path = FOLDER) -> dict[str, str]:
    """Read the tables that there are, by the names of their benchmarks."""
    paths = [path for path in sorted(folder.glob("*.md")) if path.name != PAGE.name]
    return {path.stem: path.read_text(encoding="utf-8") for path in paths}


def _judge(name: str, document: str) -> Sequence[Verdict]:
    tables = tuple(tables_in(document))
    return [judge(budget, tables) for budget in BUDGETS[name]]


def _row_of(verdict: Verdict) -> str:
    budget = verdict.budget
    return f"| {budget.what} | {budget.said} | {verdict.measured} | {verdict.kept} |"


def _not_kept(verdicts: Sequence[Verdict]) -> Iterator[str]:
    yield "## What is not within budget"
    broken = [verdict for verdict in verdicts if verdict.broken]
    unknown = [verdict.budget.what for verdict in verdicts if not verdict.numbers]
    if broken:
        yield "\n".join(f"- {one.budget.what} ({one.budget.said}): {one.told}." for one in broken)
    else:
        yield "Nothing that was measured."
    yield f"Not measured yet: {'; '.join([*unknown, *WITHOUT_BENCHMARK])}."


def _section_of(name: str, document: str | None) -> str:
    """Give a benchmark's own page one heading further down, and its command where it was not run."""
    if document is None:
        return f"## {name.capitalize()}\n\nNot measured yet: `python -m benchmarks.{name}` writes the table."
    lines = [f"#{line}" if line.startswith("#") else line for line in document.strip().splitlines()]
    return "\n".join(lines)


def main() -> None:
    """Write the page."""
    PAGE.write_text(make_page(read_written()), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
