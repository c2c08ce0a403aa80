"""What is said where no initiative is loaded: why that is so, and what can be done about it."""

from __future__ import annotations

from dataclasses import dataclass

from ictrack.language import _
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.queries import list_loads
from ictrack.summaries.loads import open_loads
from ictrack.summaries.setting import Setting
from ictrack.summaries.table import Linked, Target


@dataclass(frozen=True)
class NoData:
    """Hold why there is nothing to show, and where to go from there.

    `is_taken_back` says that every load was: the public record is then offered, and not
    loaded by itself.
    """

    sentence: str
    note: str
    links: tuple[Linked, ...]
    is_taken_back: bool


def summarise_no_data(database: Database, _scope: Scope, setting: Setting) -> NoData:
    """Say why there is no initiative, and what can be done about it."""
    is_taken_back = not setting.sources and bool(list_loads(database))
    links = (Linked(_("Import a file"), Target("import")),)
    if is_taken_back:
        return NoData(
            nothing_stands(),
            _("Load a file of your own, or the public record of the programme again."),
            (*links, Linked(_("All loads, and when each was taken back"), open_loads())),
            is_taken_back,
        )
    note = _("Load a folder or a workbook with: python -m ictrack load SOURCE")
    return NoData(_("There is no initiative yet."), note, links, is_taken_back)


def nothing_stands() -> str:
    """Say that every load was taken back."""
    return _("Every load was taken back, so nothing is loaded.")
