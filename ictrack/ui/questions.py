"""Questions whose answers are kept: summaries of several pages ask the same of the same scope."""

from __future__ import annotations

from functools import partial
from typing import Any

from ictrack.store.asking import Parameters
from ictrack.store.database import Database, LimitedDatabase
from ictrack.ui.kept import Kept

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
        asked = repr(sorted((parameters or {}).items()))
        rows = _ROWS.get((name, asked, self._data_state), partial(super().ask, name, parameters))
        return list(rows)
