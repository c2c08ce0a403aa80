"""What is computed is kept once for all who may see the same, within bounds, until something is written."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ictrack.access.rights import EVERYTHING, NOTHING, Grant, Rights, rights_of
from ictrack.access.roles import Role
from ictrack.scope import Scope
from ictrack.store.database import Database, open_database
from ictrack.store.queries import list_initiatives
from ictrack.summaries.setting import Setting
from ictrack.ui.kept import Kept, weight_of
from ictrack.ui.page import Page, read_fingerprint, read_setting
from ictrack.ui.questions import KeptQuestions
from tests.unit.small_programme import make_database

TODAY = date(2026, 3, 2)
CITY = "BRI"
_NUMBERS = count()


@pytest.fixture
def database() -> Iterator[Database]:
    opened = open_database()
    yield opened
    opened.close()


def seen(database: Database, role: Role) -> Database:
    """Give the database as a run of a page does: anew each time."""
    return database.seen_by(rights_of([Grant(role)]))


def test_readers_with_the_same_rights_share_what_was_read(database: Database) -> None:
    one, other = seen(database, Role.READER), seen(database, Role.READER)
    assert read_setting(one, one.state(), TODAY) is read_setting(other, other.state(), TODAY)
    assert read_fingerprint(one, one.state()) is read_fingerprint(other, other.state())


def test_other_rights_another_day_and_a_write_are_read_anew(database: Database) -> None:
    reader, everybody = seen(database, Role.READER), seen(database, Role.PUBLIC)
    first = read_setting(reader, reader.state(), TODAY)
    assert first.sees == "what is public or for the network"
    assert read_setting(everybody, everybody.state(), TODAY).sees == "what is public"
    assert read_setting(reader, reader.state(), date(2026, 3, 3)) is not first
    database.write(lambda _cursor: None)
    assert read_setting(reader, reader.state(), TODAY) is not first


def page_of(database: Database, role: Role, scope: Scope) -> Page:
    """Give a page as the frame makes it for a reader."""
    limited = seen(database, role)
    setting = read_setting(limited, limited.state(), TODAY)
    return Page("overview", "", scope, setting, limited, limited.state(), {})


class Counting:
    """A summary that notes what it was computed for."""

    def __init__(self) -> None:
        self.computed: list[tuple[Rights, Scope, tuple[object, ...]]] = []
        self.__module__, self.__qualname__ = __name__, f"counting_{next(_NUMBERS)}"

    def __call__(self, database: Database, scope: Scope, _setting: Setting, *asked: object) -> object:
        self.computed.append((database.rights, scope, asked))
        return list_initiatives(database, scope)


@given(
    st.lists(
        st.one_of(
            st.tuples(
                st.sampled_from(list(Role)), st.sampled_from([(), (CITY,)]), st.sampled_from(["one", "two"])
            ),
            st.just("write"),
        ),
        max_size=8,
    )
)
@settings(deadline=None, derandomize=True, max_examples=10)
def test_a_summary_is_computed_once_for_rights_scope_and_what_is_asked_until_a_write(
    small: Database, steps: Sequence[tuple[Role, tuple[str, ...], str] | str]
) -> None:
    summary, known = Counting(), dict[tuple[object, ...], object]()
    for step in steps:
        if isinstance(step, str):
            small.write(lambda _cursor: None)
            known.clear()
            continue
        role, cities, asked = step
        page = page_of(small, role, Scope(TODAY, TODAY, cities=cities))
        computed = len(summary.computed)
        answer = page.read(summary, asked)
        key = (page.database.rights.key, cities, asked)
        assert len(summary.computed) == computed + (key not in known)
        assert answer is known.setdefault(key, answer)
        assert answer == list_initiatives(page.database, page.scope)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    path = tmp_path_factory.mktemp("caches") / "small.duckdb"
    make_database(path)
    opened = open_database(path)
    yield opened
    opened.close()


@pytest.mark.parametrize("rights", [EVERYTHING, NOTHING, rights_of([Grant(Role.PUBLIC)])])
def test_questions_that_are_kept_answer_as_the_reader_may_see(small: Database, rights: Rights) -> None:
    limited = small.seen_by(rights)
    scope = Scope(TODAY, TODAY)
    for _time in range(2):
        kept = KeptQuestions(limited, limited.state())
        assert list_initiatives(kept, scope) == list_initiatives(limited, scope)


def test_a_question_is_asked_once_by_whatever_summary_and_again_after_a_write(small: Database) -> None:
    def rows() -> list[dict[str, object]]:
        return KeptQuestions(small, small.state()).ask("initiative_list", Scope(TODAY, TODAY).parameters)

    first = rows()
    assert first
    assert all(one is other for one, other in zip(first, rows(), strict=True))
    small.write(lambda _cursor: None)
    assert not any(one is other for one, other in zip(first, rows(), strict=True))


def test_whoever_asks_while_it_is_computed_waits_for_the_same() -> None:
    kept, begun, may_end = Kept(most=10, weight=1_000), threading.Event(), threading.Event()

    def slowly() -> object:
        begun.set()
        assert may_end.wait(30)
        return object()

    def never() -> object:
        raise AssertionError("it is being computed already")

    with ThreadPoolExecutor(4) as pool:
        first = pool.submit(kept.get, "asked", slowly)
        assert begun.wait(30)
        others = [pool.submit(kept.get, "asked", never) for _other in range(3)]
        may_end.set()
        assert all(other.result() is first.result() for other in others)


def test_what_could_not_be_computed_is_told_and_asked_again() -> None:
    kept = Kept(most=10, weight=1_000)

    def failing() -> str:
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="the disk is gone"):
        kept.get("asked", failing)
    assert len(kept) == 0
    assert kept.get("asked", lambda: "answer") == "answer"


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 60)), max_size=40))
@settings(deadline=None, derandomize=True)
def test_no_more_is_kept_than_there_is_room_for_and_the_newest_always_is(
    asked: Sequence[tuple[int, int]],
) -> None:
    kept = Kept(most=4, weight=100)
    for key, size in asked:
        answer = kept.get((key, size), partial(tuple, range(size)))
        assert answer == tuple(range(size))
        assert len(kept) <= 4
        assert kept.weight <= 100 or len(kept) == 1
        assert kept.get((key, size), tuple) is answer


def test_what_is_kept_is_dropped_once_the_data_are_of_another_state() -> None:
    kept = Kept(most=10, weight=1_000)
    Kept.drop_what_is_old("a-1")
    first = kept.get("asked", object)
    Kept.drop_what_is_old("a-1")
    assert kept.get("asked", object) is first
    Kept.drop_what_is_old("a-2")
    assert len(kept) == kept.weight == 0
    assert kept.get("asked", object) is not first


def test_what_was_begun_before_a_write_is_not_kept_after_it() -> None:
    kept = Kept(most=10, weight=1_000)

    def written_meanwhile() -> str:
        kept.clear()
        return "of before"

    assert kept.get("asked", written_meanwhile) == "of before"
    assert len(kept) == kept.weight == 0


def test_a_longer_table_weighs_more() -> None:
    rows = tuple((number, "word") for number in range(100))
    assert weight_of(rows) == 10 * weight_of(rows[:10]) - 9
    assert weight_of("x" * 6_400) == 101
    assert weight_of(replace(Scope(TODAY, TODAY), cities=tuple("abc"))) > weight_of(Scope(TODAY, TODAY))
