"""What each benchmark is held to, and what its table says of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from benchmarks.tables import Table, number_in

_MOST_NAMED = 12


@dataclass(frozen=True)
class Found:
    """Hold one number that a budget is about, and what it is of."""

    of: str
    number: float


Finds = Callable[[Sequence[Table]], Iterable[Found]]


@dataclass(frozen=True)
class Budget:
    """Hold one budget: what it is of, its limit, and how to find its numbers in the tables.

    Where `at_least` is set a number below the limit breaks it, else one above it.
    """

    what: str
    limit: float
    finds: Finds
    said: str
    at_least: bool = False

    def breaks(self, tables: Sequence[Table]) -> list[Found]:
        """List the numbers that are not within it, the furthest first."""
        over = [found for found in self.finds(tables) if self._is_broken_by(found)]
        return sorted(over, key=lambda found: found.number, reverse=not self.at_least)

    def _is_broken_by(self, found: Found) -> bool:
        return found.number < self.limit if self.at_least else found.number > self.limit


@dataclass(frozen=True)
class Verdict:
    """Hold what the tables say of a budget."""

    budget: Budget
    numbers: tuple[Found, ...]
    broken: tuple[Found, ...]

    @property
    def measured(self) -> str:
        """Say how far the numbers reach."""
        if not self.numbers:
            return "not measured"
        ordered = sorted(found.number for found in self.numbers)
        if ordered[0] == ordered[-1]:
            return _written(ordered[0])
        return f"{_written(ordered[0])} to {_written(ordered[-1])}"

    @property
    def kept(self) -> str:
        """Say whether it is kept."""
        if not self.numbers:
            return "not known"
        if not self.broken:
            return "yes"
        return f"no: {len(self.broken)} of {len(self.numbers)} are not"

    @property
    def told(self) -> str:
        """Name what is not within it, the furthest first."""
        named = [f"{found.of}: {_written(found.number)}" for found in self.broken[:_MOST_NAMED]]
        more = len(self.broken) - len(named)
        return "; ".join(named) + (f"; and {more} more" if more else "")


def judge(budget: Budget, tables: Sequence[Table]) -> Verdict:
    """Hold the tables of a benchmark against a budget."""
    return Verdict(budget, tuple(budget.finds(tables)), tuple(budget.breaks(tables)))


def _written(number: float) -> str:
    return f"{number:,.0f}" if number >= 100 else f"{number:.3g}"


def _of_row(start: str, column: str) -> Finds:
    """Find the number of a column in the row whose first cell begins so."""

    def find(tables: Sequence[Table]) -> Iterator[Found]:
        for table in tables:
            for place in table.places_of(column):
                cells = [(row[0], number_in(row[place])) for row in table.rows if row[0].startswith(start)]
                for named, number in cells:
                    if number is not None:
                        yield Found(", ".join(filter(None, (named, table.heading))), number)

    return find


def _numbers(
    column: str, *, under: str = "", nth: int | None = None, sizes: range | None = None, beside: bool = False
) -> Finds:
    """Find the numbers of a column: in tables under some heading, in rows of some sizes.

    `nth` takes one of several columns of the name; `beside` names each by the column before it.
    """

    def find(tables: Sequence[Table]) -> Iterator[Found]:
        for table in tables:
            if not table.heading.startswith(under):
                continue
            places = table.places_of(column)
            for place in places if nth is None else places[nth : nth + 1]:
                yield from _numbers_at(table, place, sizes, table.columns[place - 1] if beside else "")

    return find


def _numbers_at(table: Table, place: int, sizes: range | None, beside: str) -> Iterator[Found]:
    for row in table.rows:
        number = number_in(row[place])
        if (sizes is None or number_in(row[0]) in sizes) and number is not None:
            named = [_name_of(table, row), beside.partition(",")[0], table.heading]
            yield Found(", ".join(filter(None, named)), number)


def _name_of(table: Table, row: Sequence[str]) -> str:
    """Name a row by its first cells, up to the first number that was measured."""
    second = row[1] if table.columns[1] in {"file", "of one"} else ""
    return ", ".join(filter(None, (row[0], second)))


def _grown(tables: Sequence[Table]) -> Iterator[Found]:
    """Say by how many times the time of each question grew from one size to the next."""
    sizes = [table for table in tables if table.heading.startswith("The whole programme")]
    for fewer, more in pairwise(sizes):
        before = {row[0]: number_in(row[2]) for row in fewer.rows}
        for row in more.rows:
            old, new = before.get(row[0]), number_in(row[2])
            if old and new:
                yield Found(f"{row[0]}, {more.heading}", new / old)


WITHOUT_BENCHMARK = ("the whole convening report of 13 cities in all five formats (within 10 seconds)",)
_MILLION = 1_000_000
_NETWORK = "1,000 cities, 100,000 initiatives, 10,000,000"
_LARGEST = f"The whole programme: {_NETWORK}"
_LOADS = (
    ("up to 1 million", range(_MILLION + 1), 0.5),
    ("up to 10 million", range(_MILLION + 1, 10 * _MILLION + 1), 0.4),
)
BUDGETS: dict[str, tuple[Budget, ...]] = {
    "questions": (
        *(
            Budget(
                f"a question of 10 million updates, {when}, beside a scan of its columns",
                3.0,
                _numbers("ratio", under=_LARGEST, nth=nth),
                "at most 3 times",
            )
            for nth, when in enumerate(("the first after a write", "asked again"))
        ),
        Budget("a question, where the data are ten times as many", 10.0, _grown, "at most 10 times"),
        Budget(
            "one city, one initiative, among ever more others",
            1.5,
            _numbers("grew", under="One city"),
            "at most 1.5 times",
        ),
    ),
    "writes": (
        Budget(
            "a question of 10 million updates, the first after a report, beside a scan of its columns",
            3.0,
            _numbers("beside the scan", under=f"Right after a report: {_NETWORK}"),
            "at most 3 times",
        ),
    ),
    "peers": (
        Budget(
            "a question, in pandas, polars, SQLite and PostgreSQL beside ictrack",
            1.0,
            _numbers("ratio", beside=True),
            "ahead of each: above 1",
            at_least=True,
        ),
    ),
    "engines": tuple(
        Budget(
            f"a question of 10 million updates in a lake, {when}, beside one file",
            2.0,
            _numbers("ratio", under=f"Questions: {_NETWORK}", nth=nth),
            "at most 2 times",
        )
        for nth, when in enumerate(("the first after a write", "asked again"))
    ),
    "loads": (
        *(
            Budget(
                f"{what} {size} updates, beside DuckDB's own `read_csv`",
                least,
                _numbers("speed", nth=nth, sizes=sizes),
                f"at least {least} as fast",
                at_least=True,
            )
            for size, sizes, least in _LOADS
            for nth, what in enumerate(("checking", "loading"))
        ),
        Budget(
            "memory of checking and loading, MB",
            1_000.0,
            _numbers("memory, MB"),
            "at most 1,000",
        ),
    ),
    "search": (Budget("a search, ms", 300.0, _numbers("ms"), "at most 300"),),
    "pages": (
        Budget(
            "a warm page on the server, beside a bare one", 1.5, _numbers("ratio", nth=0), "at most 1.5 times"
        ),
        Budget("first paint, beside a bare page", 1.2, _numbers("ratio", nth=1), "at most 1.2 times"),
    ),
    "people": (
        Budget(
            "30 people, each changing a filter every 5 s: 19 of 20 answers within, s",
            2.0,
            _of_row("95 in 100", "ictrack"),
            "at most 2",
        ),
        Budget("30 people: errors", 0.0, _of_row("errors", "ictrack"), "none"),
        Budget(
            "memory that 100 sessions leave behind, once what is kept is full, MB",
            1.0,
            _of_row("grows in 100 sessions", "ictrack"),
            "at most 1",
        ),
    ),
    # How long a start may take is not budgeted; the table tells it as multiples of a bare page's.
    "start": (),
}
