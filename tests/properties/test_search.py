"""The search finds what brute force finds, and what its wording promises, for any words."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from ictrack.scope import Scope
from ictrack.search_words import terms_of, words_of
from ictrack.store.database import Database
from ictrack.store.search_queries import WordsFound, find_words
from tests.engines import OpenNew
from tests.properties.search_oracle import FAMILIES, plain, search
from tests.properties.tables import Files, fill

DAYS = (date(2019, 1, 1), date(2020, 1, 1), date(2021, 1, 1))
WORDS = tuple(word for family in FAMILIES for word in family)
LETTERS = "abcdefghijklmnopqrstuvwxyz"
run_often = settings(
    deadline=None,
    derandomize=True,
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)


@dataclass(frozen=True)
class Written:
    """What is stored, and what of it may be read on a day as known on another."""

    files: Files
    texts: dict[str, dict[str, str]]
    as_at: date
    known_on: date


@st.composite
def written(draw: st.DrawFn) -> Written:
    """Draw initiatives with texts, and updates that are and are not of the days looked at."""
    as_at, known_on = draw(st.sampled_from(DAYS)), draw(st.sampled_from(DAYS))
    names = [f"X{number}" for number in range(draw(st.integers(1, 4)))]
    initiatives = [
        {
            "initiative_id": name,
            "city_id": "c",
            "title": draw(texts),
            "description": draw(texts | st.just("")),
        }
        for name in names
    ]
    updates = [
        {
            "update_id": f"U{number}",
            "initiative_id": draw(st.sampled_from(names)),
            "reported_on": str(draw(st.sampled_from(DAYS))),
            "recorded_on": str(draw(st.sampled_from(DAYS))),
            "summary": draw(texts),
            "help_wanted": draw(texts | st.just("")),
        }
        for number in range(draw(st.integers(0, 4)))
    ]
    read = [u for u in updates if u["reported_on"] <= str(as_at) and u["recorded_on"] <= str(known_on)]
    told = {
        name: [f"{u['summary']} {u['help_wanted']}" for u in read if u["initiative_id"] == name]
        for name in names
    }
    of_places = {
        row["initiative_id"]: {
            "title": row["title"],
            "identifier": row["initiative_id"],
            "city": "Qqq",
            "description": row["description"],
            "updates": " ".join(told[row["initiative_id"]]),
        }
        for row in initiatives
    }
    cities = [{"city_id": "c", "name": "Qqq"}]
    files: Files = {"cities": cities, "initiatives": initiatives, "status_updates": updates}
    return Written(files, of_places, as_at, known_on)


@st.composite
def misspelt(draw: st.DrawFn, word: str, kinds: tuple[str, ...] = ("more", "less", "swap", "other")) -> str:
    """Make one typing error in a word."""
    kind = draw(st.sampled_from(kinds))
    place = draw(st.integers(0, len(word) - (2 if kind == "swap" else 1)))
    letter = draw(st.sampled_from(LETTERS))
    if kind == "swap":
        return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    rest = word[place + 1 :] if kind in {"less", "other"} else word[place:]
    return word[:place] + ("" if kind == "less" else letter) + rest


@st.composite
def typed(draw: st.DrawFn) -> str:
    """Type a word, its beginning, or it with errors."""
    word = draw(st.sampled_from(WORDS))
    for _error in range(draw(st.integers(0, 2))):
        word = draw(misspelt(word)) if len(word) > 1 else word
    return word[: draw(st.integers(1, len(word)))] if draw(st.booleans()) else word


@pytest.fixture(scope="module")
def database(open_shared: OpenNew) -> Database:
    return open_shared()


def store(database: Database, what: Written) -> None:
    fill(database, what.files)
    # A write of any kind leaves the index of words behind.
    database.write(lambda _cursor: None)


def find(database: Database, what: Written, words: str) -> WordsFound:
    return find_words(database, Scope(what.as_at, what.known_on), list(what.texts), terms_of(words))


@run_often
@given(written(), st.lists(st.lists(typed(), min_size=1, max_size=3).map(" ".join), min_size=1, max_size=3))
def test_it_finds_what_brute_force_finds_in_any_order_of_words(
    database: Database, what: Written, searches: list[str]
) -> None:
    store(database, what)
    for words in searches:
        found = find(database, what, words)
        places, with_errors = search(what.texts, [plain(run) for run in words.split() if plain(run)])
        assert dict(found.places) == places
        assert set(found.taken) == with_errors
        assert find(database, what, " ".join(reversed(words.split()))).places == found.places


@run_often
@given(written(), st.data())
def test_every_initiative_is_found_by_each_beginning_of_each_of_its_words(
    database: Database, what: Written, data: st.DataObject
) -> None:
    store(database, what)
    name = data.draw(st.sampled_from(sorted(what.texts)))
    words = words_of(" ".join(what.texts[name].values()))
    for word in data.draw(st.lists(st.sampled_from(words), min_size=1, max_size=3)):
        found = find(database, what, word[: data.draw(st.integers(1, len(word)))])
        assert name in found.places
        assert not found.taken


@run_often
@given(written(), st.data())
def test_a_word_with_one_error_is_still_found_unless_another_begins_with_it(
    database: Database, what: Written, data: st.DataObject
) -> None:
    store(database, what)
    name = data.draw(st.sampled_from(sorted(what.texts)))
    long = [
        word for word in words_of(" ".join(what.texts[name].values())) if len(word) > 4 and word.isalpha()
    ]
    assume(long)
    word = data.draw(st.sampled_from(long))
    wrong = data.draw(misspelt(word, ("more", "less", "swap")))
    found = find(database, what, wrong)
    assert name in found.places or not found.taken
    assert found.places
    for words in found.taken.values():
        assert all(len(words_of(taken)) == 1 for taken in words)


@run_often
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40), st.data())
def test_any_text_is_found_by_its_words_whatever_its_letters(
    database: Database, text: str, data: st.DataObject
) -> None:
    words = words_of(text)
    assume(words)
    row = {"initiative_id": "X", "city_id": "c", "title": "title", "description": text}
    what = Written(
        {"cities": [{"city_id": "c", "name": "Q"}], "initiatives": [row]}, {"X": {}}, DAYS[0], DAYS[0]
    )
    store(database, what)
    word = data.draw(st.sampled_from(words))
    assume(unicodedata.normalize("NFKD", word) == word)
    assert "X" in find(database, what, word).places
