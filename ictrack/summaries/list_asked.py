"""What a reader asks of the list of initiatives: words, progress, what is named, order, where to start."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from ictrack.labels import group_label, last_heard_label, standing_label
from ictrack.language import _
from ictrack.search_words import terms_of
from ictrack.summaries.address_words import problem_of_choice
from ictrack.summaries.lens_filter import LensFilter, LensWords
from ictrack.summaries.paging import problem_of_start
from ictrack.summaries.table import Target, open_initiatives
from ictrack.vocabulary import GROUP_OF_STANDING, STANDING_ORDER, RecordKind, Standing, StandingGroup

# The view of the list that shows where each initiative stood at each meeting.
AT_MEETINGS = "meetings"


class Order(StrEnum):
    """In which order the list may stand."""

    CITY = "city"
    PROGRESS = "progress"
    HEARD = "heard"
    TARGET = "target"


@dataclass(frozen=True)
class Asked:
    """What a reader asks of the list, each word as the address spells it; empty for nothing."""

    search: str = ""
    progress: str = ""
    sort: str = ""
    start: str = ""
    by: str = ""
    lens: LensFilter = field(default_factory=LensFilter)

    def target(self) -> Target:
        """Lead to the list as it is asked for."""
        named = {"search": self.search, "progress": self.progress, "sort": self.sort, "start": self.start}
        named["by"] = self.by
        chosen = {name: value for name, value in named.items() if value}
        return open_initiatives(**chosen, **self.lens.named())


def read_asked(asked: Asked, record_kind: RecordKind, words: LensWords) -> tuple[Asked, tuple[str, ...]]:
    """Give what is understood of what an address asks for, and a sentence for what is not."""
    reading = _Reading(record_kind)
    lens, problems = words.read(asked.lens)
    return replace(reading.read(asked), lens=lens), (*reading.problems, *problems)


@dataclass
class _Reading:
    """What an address asks of the list, read word by word, with what it says wrongly."""

    record_kind: RecordKind
    problems: list[str] = field(default_factory=list)

    def read(self, asked: Asked) -> Asked:
        """Leave out, and name, what is not known."""
        return Asked(
            search=self._search(asked.search),
            progress=self._choice("progress", asked.progress, progress_choices(self.record_kind)),
            sort=self._choice("sort", asked.sort, order_choices(self.record_kind)),
            start=self._start(asked.start),
            by=self._choice("by", asked.by, view_choices()),
        )

    def _search(self, written: str) -> str:
        if written.strip() and not terms_of(written):
            self.problems.append(
                _("'{value}' holds no word to look for. All initiatives are shown.", value=written)
            )
            return ""
        return " ".join(written.split())

    def _choice(self, name: str, written: str, choices: Sequence[tuple[str, str]]) -> str:
        allowed = [value for value, _label in choices if value]
        # What is under way is one standing and one group: both words are understood.
        word = StandingGroup.UNDER_WAY if written == Standing.IN_PROGRESS else written
        if not word or word in allowed:
            return str(word)
        self.problems.append(problem_of_choice(name, written, allowed))
        return ""

    def _start(self, written: str) -> str:
        problem = problem_of_start(written)
        if problem:
            self.problems.append(problem)
        return "" if problem else written


def progress_choices(record_kind: RecordKind) -> tuple[tuple[str, str], ...]:
    """List what progress can be filtered by: the groups, then the standings that share one."""
    choices = [("", _("All"))]
    choices += [(str(group), group_label(group, record_kind)) for group in StandingGroup]
    apart = [s for s in STANDING_ORDER if GROUP_OF_STANDING.get(s) in {None, StandingGroup.NEEDS_ATTENTION}]
    return (*choices, *((str(standing), standing_label(standing, record_kind)) for standing in apart))


def view_choices() -> tuple[tuple[str, str], ...]:
    """List the ways to see the list, the usual one first."""
    return (("", _("As a list")), (AT_MEETINGS, _("At each meeting")))


def order_choices(record_kind: RecordKind) -> tuple[tuple[str, str], ...]:
    """List the orders to choose from, the usual one first."""
    return (
        (Order.CITY, _("City")),
        (Order.PROGRESS, _("Progress")),
        (Order.HEARD, _("{day}, newest first", day=last_heard_label(record_kind))),
        (Order.TARGET, _("Target date, earliest first")),
    )
