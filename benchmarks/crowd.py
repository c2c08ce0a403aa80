"""People at an app: each in a session of their own, which opens a page and changes filters.

It is the app's own protocol that they speak, from another process than the app's: what is timed
is from the click to the end of the script, with all that it sent.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from itertools import cycle, islice
from pathlib import Path

from websockets.exceptions import WebSocketException

from tests.unit.session import Box, Drawn, Session, open_session

Opened = tuple[str, Mapping[str, str]]
_PAGE_BYTES = 4096
_FEW = 8


@dataclass
class Visit:
    """Hold what one person waited for, in seconds, and what went wrong."""

    opening: list[float] = field(default_factory=list)
    changes: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Crowd:
    """Say who comes: how many people, to which pages, how often and how fast they change a filter.

    Nobody waits for exactly the pause between two changes: up to half of it more or less.
    """

    people: int
    pages: Sequence[Opened]
    changes: int
    pause: float

    def visit(self, port: int) -> list[Visit]:
        """Let them all come within one pause, and give what each of them waited for."""
        with ThreadPoolExecutor(self.people) as pool:
            pages = islice(cycle(self.pages), self.people)
            visits = [pool.submit(self._visit, port, number, page) for number, page in enumerate(pages)]
            return [visit.result() for visit in visits]

    def _visit(self, port: int, number: int, page: Opened) -> Visit:
        visit, chance = Visit(), random.Random(number)  # noqa: S311 - the same clicks each time
        time.sleep(self.pause * number / self.people)
        try:
            with open_session(port) as session:
                drawn = _timed(visit, visit.opening, lambda: session.open(*page))
                for _change in range(self.changes):
                    time.sleep(self.pause * chance.uniform(0.5, 1.5))
                    change = partial(_change_filter, session, drawn, chance)
                    drawn = _timed(visit, visit.changes, change)
        except (WebSocketException, OSError) as error:
            visit.errors.append(f"{type(error).__name__}: {error}")
        return visit


def _timed(visit: Visit, into: list[float], click: Callable[[], Drawn]) -> Drawn:
    started = time.perf_counter()
    drawn = click()
    into.append(time.perf_counter() - started)
    visit.errors += drawn.errors
    return drawn


def _change_filter(session: Session, drawn: Drawn, chance: random.Random) -> Drawn:
    """Choose anything that any filter offers; one that takes many, as often as not, is lifted."""
    return _choose_any(session, chance.choice(drawn.filters), drawn, chance)


def _choose_any(session: Session, box: Box, drawn: Drawn, chance: random.Random) -> Drawn:
    if box.takes_many and chance.random() < 0.5:
        return session.choose(box, [], drawn)
    return session.choose(box, [chance.choice(box.options)], drawn)


@dataclass(frozen=True)
class Memory:
    """Hold how many mebibytes an app held after so many sessions had come and gone."""

    samples: tuple[tuple[int, float], ...]

    def after(self, sessions: int) -> float:
        """Give what was held after the nearest number of sessions."""
        return min(self.samples, key=lambda sample: abs(sample[0] - sessions))[1]

    def growth_since(self, sessions: int) -> tuple[float, float]:
        """Give by how many mebibytes it grows in 100 sessions, and how uncertain that is."""
        late = [sample for sample in self.samples if sample[0] >= sessions]
        slope, uncertainty = _line_through(late)
        return slope * 100, uncertainty * 100


def _line_through(samples: Sequence[tuple[int, float]]) -> tuple[float, float]:
    """Fit a straight line; give its slope and the standard error of that."""
    n = len(samples)
    middle = sum(x for x, _y in samples) / n
    height = sum(y for _x, y in samples) / n
    spread = sum((x - middle) ** 2 for x, _y in samples)
    slope = sum((x - middle) * (y - height) for x, y in samples) / spread
    left = sum((y - height - slope * (x - middle)) ** 2 for x, y in samples)
    return slope, (left / max(1, n - 2) / spread) ** 0.5


def come_and_go(
    port: int, pid: int, pages: Sequence[Opened], sessions: int, every: int
) -> tuple[Memory, list[str]]:
    """Open and close sessions one after the other, each with a page and a change of a filter.

    It is a filter of few choices: what is asked was asked before, so that what grows is what sessions
    leave behind. Gives the memory of the process after `every` so many, and what went wrong.
    """
    samples, errors = [(0, resident(pid))], list[str]()
    chance = random.Random(0)  # noqa: S311 - the same clicks each time
    for number, page in zip(range(1, sessions + 1), cycle(pages), strict=False):
        with open_session(port) as session:
            drawn = session.open(*page)
            box = chance.choice([box for box in drawn.filters if len(box.options) <= _FEW])
            errors += (*drawn.errors, *_choose_any(session, box, drawn, chance).errors)
        if number % every == 0:
            samples.append((number, resident(pid)))
    return Memory(tuple(samples)), errors


def resident(pid: int) -> float:
    """Give how many mebibytes a process holds in memory; Linux alone says so."""
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * _PAGE_BYTES / 1024**2


def processor_seconds(pid: int) -> float:
    """Give how long a process has kept processors busy; Linux alone says so."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(") ", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
