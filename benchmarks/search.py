"""What a search costs beside a plain scan of the same texts, on the public record and far beyond it.

    python -m benchmarks.search

measures a search with its index in place and the plain scan, in turn, and how long the index
takes to build, and writes `benchmarks/search.md`. What is larger than the public record is made
up within the database: its words, twelve updates for each initiative, one of them a correction.
"""

from __future__ import annotations

import os
import platform
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from benchmarks.pairs import Pairs
from ictrack.actions.load import load_bundled
from ictrack.scope import Scope
from ictrack.search_words import terms_of, words_of
from ictrack.store.database import Database, open_database
from ictrack.store.search_queries import find_words

TABLE = Path(__file__).with_name("search.md")
SIZES = (None, 4_000, 100_000)
UPDATES_OF_EACH = 12
MADE_UP_WORDS = 40_000
PHRASES = 20_000
SEARCHES = {
    "one word": "sanctuary",
    "three words": "community english employers",
    "a word of many": "the",
    "one letter": "s",
    "an identifier": "BRI-01",
    "a typing error": "sanctaury",
    "two typing errors": "comunnitty enlgish",
    "nothing like it": "zzzzzzzzzz",
}
ROUNDS = 11
BUDGET_MS = 300
SCOPE = Scope(date(2026, 1, 1), date(2026, 1, 1))
_TEXTS = {
    "initiative": "title, initiative_id, description, lead_organisation",
    "status_update": "summary, achievements, challenges, next_steps, help_wanted, help_offered",
}
_SCAN = """
select distinct initiative_id from db.{table} where contains(lower(concat_ws(' ', {columns})), ?)
"""
_INITIATIVES = """
insert into db.initiative by name
with city as (
    select city_id, row_number() over (order by city_id) - 1 as place, count(*) over () as cities
    from db.city
)
select
    format('{}-{:02d}', city_id, number // cities + 1) as initiative_id,
    city_id,
    1 + number % 2 as phase_id,
    phrase_of(number, 1) as title,
    concat_ws(' ', phrase_of(number, 2), phrase_of(number, 3), phrase_of(number, 4)) as description,
    phrase_of(number, 5) as lead_organisation,
    source_id, 0 as load_id, number as file_row, '' as sent_hash
from range($initiatives) as made (number)
inner join city on made.number % city.cities = city.place
cross join (select min(source_id) as source_id from db.source)
"""
_UPDATES = """
insert into db.status_update by name
select
    format('U-{:08d}', number) as update_id,
    initiative.initiative_id,
    if(is_correction, 'correction', 'status') as kind,
    if(is_correction, format('U-{:08d}', number - 1), null) as corrects_update_id,
    date '2018-01-01' + (number * 7 % 2800)::int as reported_on,
    date '2018-01-01' + (number * 7 % 2800)::int as recorded_on,
    'in_progress' as status,
    concat_ws(' ', phrase_of(number, 6), phrase_of(number, 7)) as summary,
    if(number % 4 = 0, concat_ws(' ', phrase_of(number, 8), phrase_of(number, 9)), null) as next_steps,
    initiative.source_id, 0 as load_id, number as file_row, '' as sent_hash
from (
    select number, number % $each = $each - 1 as is_correction
    from range($initiatives * $each) as made (number)
)
inner join db.initiative on number // $each = initiative.file_row
"""
_PHRASE_MACRO = """
create or replace temp macro phrase_of(number, place) as
getvariable('phrases')[1 + (hash(number, place) % len(getvariable('phrases')))::int]
"""


@dataclass(frozen=True)
class Measured:
    """Hold what one search costs at one size: pairs of ours and the plain scan, in milliseconds."""

    name: str
    found: int
    pairs: Pairs


@dataclass(frozen=True)
class AtSize:
    """Hold what searches cost at one size, and how long the index took to build."""

    initiatives: int
    updates: int
    build: float
    searches: tuple[Measured, ...]


def make_up(cursor: duckdb.DuckDBPyConnection, initiatives: int, made_up_words: int) -> None:
    """Put made-up initiatives and updates in place of the stored ones."""
    phrases = _phrases(_words(cursor, made_up_words))
    for table in ("initiative", "status_update", "initiative_link"):
        cursor.execute(f"delete from db.{table}")
    cursor.execute("set variable phrases = $phrases", {"phrases": phrases})
    cursor.execute(_PHRASE_MACRO)
    cursor.execute(_INITIATIVES, {"initiatives": initiatives})
    cursor.execute(_UPDATES, {"initiatives": initiatives, "each": UPDATES_OF_EACH})


def _words(cursor: duckdb.DuckDBPyConnection, made_up: int) -> list[str]:
    """Give the words of the public record, the most frequent first, then made-up ones."""
    cursor.execute("select text from searched_text()")
    counts = Counter(word for (text,) in cursor.fetchall() for word in words_of(text))
    known = sorted(counts, key=lambda word: (-counts[word], word))
    chance = random.Random(2017)  # noqa: S311 - chance makes up words here, and keeps no secret
    syllables = [a + b for a in "bcdfghklmnprstvw" for b in ("a", "e", "i", "o", "u", "an", "er", "ol")]
    return known + ["".join(chance.choices(syllables, k=chance.randint(2, 5))) for _ in range(made_up)]


def _phrases(words: Sequence[str]) -> list[str]:
    """Put words together to phrases; as in any text, a few words make up most of them."""
    chance = random.Random(2019)  # noqa: S311 - the same
    last = len(words) - 1
    return [" ".join(words[int(last * chance.random() ** 3)] for _word in range(7)) for _ in range(PHRASES)]


def _identifiers(database: Database) -> list[str]:
    with database.cursor() as cursor:
        cursor.execute("select initiative_id from db.initiative order by initiative_id")
        return [str(row[0]) for row in cursor.fetchall()]


def _scan(database: Database, terms: Sequence[str]) -> None:
    """Find the initiatives of which any text contains each term, without an index."""
    with database.cursor() as cursor:
        for term in terms:
            for table, columns in _TEXTS.items():
                cursor.execute(_SCAN.format(columns=columns, table=table), [term])
                cursor.fetchall()


def _milliseconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def _measure(database: Database, name: str, search: str, rounds: int) -> Measured:
    listed, terms = _identifiers(database), terms_of(search)

    def ours() -> int:
        return len(find_words(database, SCOPE, listed, terms).places)

    found = ours()
    pairs = [(_milliseconds(ours), _milliseconds(lambda: _scan(database, terms))) for _ in range(rounds)]
    return Measured(name, found, Pairs(tuple(pairs)))


def measure(folder: Path, sizes: Sequence[int | None] = SIZES, rounds: int = ROUNDS) -> list[AtSize]:
    """Measure every search at every size; none is the public record as it is."""
    return [_measure_at(folder / f"{size}.duckdb", size, rounds) for size in sizes]


def _measure_at(path: Path, size: int | None, rounds: int) -> AtSize:
    database = open_database(path)
    load_bundled(database)
    if size is not None:
        # The vocabulary grows with the texts.
        made_up = min(MADE_UP_WORDS, size * 10)
        database.write(lambda cursor: make_up(cursor, size, made_up))
    listed = _identifiers(database)
    build = _milliseconds(lambda: find_words(database, SCOPE, listed, ("s",)))
    searches = tuple(_measure(database, name, search, rounds) for name, search in SEARCHES.items())
    updates = _updates(database)
    database.close()
    return AtSize(len(listed), updates, build, searches)


def _updates(database: Database) -> int:
    with database.cursor() as cursor:
        row = cursor.execute("select count(*) from db.status_update").fetchone()
        return int(row[0]) if row else 0


def write_table(measured: Sequence[AtSize], rounds: int = ROUNDS) -> str:
    """Write the table; figures in milliseconds are of this run, the ratios are what counts."""
    how = (
        f"Written by `python -m benchmarks.search` on {date.today().isoformat()}, "
        f"Python {platform.python_version()}, DuckDB {duckdb.__version__}, {os.cpu_count()} cores. "
        f"Medians of {rounds} searches with the index in place, each followed by a plain scan of the same "
        "texts for the same letters, which knows nothing of words, accents, typing errors and dates; a "
        f"ratio is the median of the ratios of such pairs. Budget: {BUDGET_MS} ms."
    )
    lines = ["# What a search costs beside a plain scan of the texts", "", how]
    for size in measured:
        lines += [
            "",
            f"## {size.initiatives:,} initiatives, {size.updates:,} status updates",
            "",
            f"The first search after a change of the data builds the index: {size.build:,.0f} ms.",
            "",
            "| search | finds | ms | plain scan, ms | ratio |",
            "|---|---:|---:|---:|---:|",
        ]
        lines += [
            f"| {m.name}: `{SEARCHES[m.name]}` | {m.found:,} "
            f"| {m.pairs.ours:.0f} | {m.pairs.other:.0f} | {m.pairs.ratio:.2f} |"
            for m in size.searches
        ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure, write the table, and say where it is."""
    with tempfile.TemporaryDirectory() as folder:
        table = write_table(measure(Path(folder)))
    TABLE.write_text(table, encoding="utf-8")
    print(table)


if __name__ == "__main__":
    main()
