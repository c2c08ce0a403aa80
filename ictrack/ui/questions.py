"""Questions whose answers are kept: summaries of several pages ask the same of the same scope."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from ictrack.store.asking import Parameters, Row
from ictrack.store.database import Database, LimitedDatabase
from ictrack.ui.kept import Kept

R_ = TypeVar("R_")
# Some eight lists of all the initiatives of a network.
_ROWS = Kept(most=1_024, weight=1_500_000)


class KeptQuestions(LimitedDatabase):
    """A database as one reader may see it, in one state: what was asked before is not asked again."""

    def __init__(self, database: Database, data_state: str) -> None:
        """Look at a database as its reader does; `data_state` is of the data and of the reader's rights."""
        super().__init__(database.whole, database.rights, None)
        self._data_state = data_state

    def ask(self, name: str, parameters: Parameters | None = None) -> list[dict[str, Any]]:
        """Give the rows of a named question; nobody changes them, for others are given the same."""
        return list(self._kept(name, parameters or {}, None, partial(super().ask, name, parameters)))

    def read(self, name: str, parameters: Parameters, kind: type[Row]) -> tuple[Row, ...]:
        """Give the rows of a named question as a dataclass."""
        return self._kept(name, parameters, kind, partial(super().read, name, parameters, kind))

    def _kept(self, name: str, parameters: Parameters, kind: type | None, ask: Callable[[], R_]) -> R_:
        asked = repr(sorted(parameters.items()))
        return _ROWS.get((name, asked, kind, self._data_state), ask)
