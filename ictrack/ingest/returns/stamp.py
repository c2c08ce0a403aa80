"""The stamp of a returns workbook: what it was made from, and how a changed row is noticed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from hashlib import blake2b

from ictrack.ingest.text import clean

# What the first line of every stamp begins with, in every language.
MARK = "ictrack_return"
FORMAT = "1"
_SEPARATOR = "\x1f"


@dataclass(frozen=True)
class Stamp:
    """Hold for whom a workbook was made, and from which data.

    `data` is the fingerprint of the data, `load` the number of the last load that it knew,
    `made_on` and `cut_off` are days, as ISO 8601.
    """

    city: str
    convening: str
    cut_off: str
    data: str
    load: int
    made_on: str

    def lines(self) -> list[str]:
        """Write the stamp as one line for each thing, the mark first, the check last."""
        values = {MARK: FORMAT, **{field.name: str(getattr(self, field.name)) for field in fields(self)}}
        return [f"{key}={value}" for key, value in {**values, "check": check_of(values.values())}.items()]

    def row_stamp(self, locked: Iterable[str], update_id: str | None) -> str:
        """Write the stamp of a row: a check of what is locked in it, and the update that was shown."""
        return f"{self.check_row(locked, update_id or '')} {update_id or ''}".rstrip()

    def check_row(self, locked: Iterable[str], update_id: str) -> str:
        """Give the check of a row's locked cells, its update and the workbook's own stamp."""
        return check_of([*self.lines(), *locked, update_id])


def read_stamp(cells: Sequence[str]) -> Stamp | None:
    """Read a stamp from the cells of a sheet; nothing where it is not whole, or was changed.

    Raises ValueError where it is that of another format, with that format.
    """
    said = dict(cell.split("=", 1) for cell in cells if "=" in cell)
    if MARK not in said:
        return None
    if said[MARK] != FORMAT:
        raise ValueError(said[MARK])
    names = [field.name for field in fields(Stamp)]
    if not all(name in said for name in (*names, "check")) or not said["load"].isdecimal():
        return None
    values: dict[str, str] = {name: said[name] for name in names}
    stamp = Stamp(**{**values, "load": int(values["load"])})  # type: ignore[arg-type]
    return stamp if stamp.lines()[-1] == f"check={said['check']}" else None


def check_of(texts: Iterable[str]) -> str:
    """Give eight digits that change when any of the texts does, white space apart."""
    told = _SEPARATOR.join(" ".join(clean(text).split()) for text in texts)
    return blake2b(told.encode(), digest_size=4).hexdigest()
