"""The questions of the search: which initiatives hold all that is looked for, and where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import duckdb
import pyarrow as pa

from ictrack.access.rights import Rights
from ictrack.scope import Scope
from ictrack.search_words import count_errors, errors_forgiven, form_of, letters_of
from ictrack.store.asking import Parameters, fetch, run, run_statements, sql_of
from ictrack.store.database import Database
from ictrack.store.word_index import searching

# Where words are looked for, as `searched_text` numbers it.
PLACES = (
    "title",
    "identifier",
    "city",
    "description",
    "lead",
    "partners",
    "audiences",
    "thematic_area",
    "updates",
    # What updates say for the cities of the network, and not for everyone.
    "updates",
)
# Which columns a reader must be allowed to read, for words to be looked for in the last place.
_OF_THE_NETWORK = frozenset(
    f"status_update.{column}" for column in ("challenges", "next_steps", "help_wanted", "help_offered")
)
_PLACES_OF_BITS = tuple(
    tuple(dict.fromkeys(place for number, place in enumerate(PLACES) if bits & 1 << number))
    for bits in range(1 << len(PLACES))
)


@dataclass(frozen=True)
class WordsFound:
    """Hold where each initiative that was found holds what was looked for, by `PLACES`.

    `taken` are the terms that nothing holds, each with the words that it was taken for: as
    written, those of most initiatives first.
    """

    places: Mapping[str, tuple[str, ...]]
    taken: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def find_words(
    database: Database, scope: Scope, initiative_ids: Sequence[str], terms: Sequence[str]
) -> WordsFound:
    """Find those of the initiatives that hold every term, as at and as known on the days of a scope.

    A term is held where a word begins with it, or is of the same form. Only where none of the
    initiatives holds it, typing errors are forgiven, as few as it takes.
    """
    if not terms or not initiative_ids:
        return WordsFound({})
    with searching(database, scope) as cursor:
        search = _Search(cursor, scope, tuple(terms), _places_for(database.rights))
        search.begin(initiative_ids)
        return search.find()


def _places_for(rights: Rights) -> tuple[int, ...]:
    """Give the numbers of the places in which words may be looked for."""
    may_read_all = rights.reads_all or rights.columns >= _OF_THE_NETWORK
    return tuple(range(len(PLACES) if may_read_all else len(PLACES) - 1))


@dataclass
class _Search:
    """A search on one cursor, and what the terms were taken for so far."""

    cursor: duckdb.DuckDBPyConnection
    scope: Scope
    terms: tuple[str, ...]
    places: tuple[int, ...]
    meant: dict[str, list[int]] = field(default_factory=dict)

    def find(self) -> WordsFound:
        """Find what holds all terms; where nothing does, what holds words like them."""
        self._look()
        places = self._find()
        if places:
            return WordsFound(places)
        self._forgive()
        places = self._find() if self.meant else {}
        return WordsFound(places, self._taken(list(places)) if places else {})

    def _look(self) -> None:
        numbers = {term: number for number, term in enumerate(self.terms, start=1)}
        taken = [(numbers[term], word) for term, words in self.meant.items() for word in words]
        asked = {
            "terms": list(self.terms),
            "forms": [form_of(term) for term in self.terms],
            "taken_terms": [term for term, _word in taken],
            "taken_words": [word for _term, word in taken],
        }
        self._run("search_look", {**asked, "places": list(self.places), **self.scope.parameters})

    def _run(self, name: str, parameters: Parameters) -> None:
        run_statements(self.cursor, sql_of(name), parameters)

    def _find(self) -> dict[str, tuple[str, ...]]:
        run(self.cursor, "search_found", {"terms": list(self.terms)})
        found = self.cursor.to_arrow_table()
        places = [_PLACES_OF_BITS[bits] for bits in found.column("places").to_pylist()]
        return dict(zip(found.column("initiative_id").to_pylist(), places, strict=True))

    def _forgive(self) -> None:
        """Take each term that nothing holds for the words that are the fewest errors away."""
        held = self._held()
        close = {term: self._close(term) for term in self.terms if term not in held and errors_forgiven(term)}
        for errors in (1, 2):
            tried = {term: words[errors] for term, words in close.items() if words[errors]}
            if not tried:
                continue
            self.meant |= tried
            self._look()
            held = self._held()
            close = {term: words for term, words in close.items() if term not in held}
        self.meant = {term: words for term, words in self.meant.items() if term in held}

    def _close(self, term: str) -> dict[int, list[int]]:
        """Give the words of which a term may be a misspelling, by the number of errors."""
        most = errors_forgiven(term)
        asked = {"term": term, "letters": letters_of(term), "errors": most}
        run(self.cursor, "search_close", asked)
        words = fetch(self.cursor)
        close: dict[int, list[int]] = {1: [], 2: []}
        for word, errors in zip(words, count_errors(term, [word["text"] for word in words]), strict=True):
            if 0 < errors <= most:
                close[errors].append(int(word["word"]))
        return close

    def _held(self) -> dict[str, tuple[str, ...]]:
        """Give the words of each term that any of the initiatives holds."""
        run(self.cursor, "search_held")
        held: dict[str, dict[str, None]] = {}
        for row in fetch(self.cursor):
            # What follows a word in its run is none of a term of fewer words.
            term = self.terms[row["term"] - 1]
            words = row["written"].split(" ")[: len(term.split(" "))]
            held.setdefault(term, {})[" ".join(words)] = None
        return {term: tuple(words) for term, words in held.items()}

    def _taken(self, found: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Give the words that terms were taken for, of what was found at last."""
        self.begin(found)
        self._look()
        held = self._held()
        return {term: held[term] for term in self.terms if term in self.meant}

    def begin(self, initiative_ids: Sequence[str]) -> None:
        """Say which initiatives may be found."""
        self.cursor.register("listed", pa.table({"initiative_id": pa.array(initiative_ids, pa.string())}))
        self._run("search_begin", {})
