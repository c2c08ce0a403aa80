"""The stamp of a returns workbook: what it was made from, and how a changed row is noticed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from hashlib import blake2b
from itertools import count, takewhile

from ictrack.ingest.text import clean
from ictrack.models import LIST_SEPARATOR

# What the first line of every stamp begins with, in every language.
MARK = "ictrack_return"
FORMAT = "2"
# The format before did not say which initiatives are on the sheet.
_FORMAT_WITHOUT_CODES = "1"
# So many codes to a line: a cell of a workbook holds 32,767 characters, and a code up to 200.
_CODES_IN_A_LINE = 100
_SEPARATOR = "\x1f"


@dataclass(frozen=True)
class Stamp:
    """Hold for whom a workbook was made, and from which data.

    `data` is the fingerprint of the data, `load` the number of the last load that it knew,
    `made_on` and `cut_off` are days, as ISO 8601. `codes` are the initiatives on the sheet;
    nothing where the workbook is of the format that did not say.
    """

    city: str
    convening: str
    cut_off: str
    data: str
    load: int
    made_on: str
    codes: tuple[str, ...] | None = None

    def lines(self) -> list[str]:
        """Write the stamp as one line for each thing, the mark first, the check last."""
        values = {
            MARK: _FORMAT_WITHOUT_CODES if self.codes is None else FORMAT,
            **{name: str(getattr(self, name)) for name in _NAMES},
            **_lines_of_codes(self.codes),
        }
        return [f"{key}={value}" for key, value in {**values, "check": check_of(values.values())}.items()]

    def row_stamp(self, locked: Sequence[str], update_id: str | None) -> str:
        """Write the stamp of a row: checks of what is locked in it, and the update that was shown."""
        whole = check_of([*self.lines(), *locked, update_id or ""])
        return f"{whole}-{''.join(map(_short_check, locked))} {update_id or ''}".rstrip()


_NAMES = tuple(field.name for field in fields(Stamp) if field.name != "codes")
# What the lines that list the initiatives begin with, and the one that counts them.
CODES = "initiatives"


def _lines_of_codes(codes: tuple[str, ...] | None) -> dict[str, str]:
    if codes is None:
        return {}
    parts = [codes[place : place + _CODES_IN_A_LINE] for place in range(0, len(codes), _CODES_IN_A_LINE)]
    listed = {f"{CODES}_{number}": LIST_SEPARATOR.join(part) for number, part in enumerate(parts, start=1)}
    return {CODES: str(len(codes)), **listed}


@dataclass(frozen=True)
class RowStamp:
    """Hold the stamp of a row as it was read; no `update_id`: nothing had been reported yet."""

    text: str
    update_id: str | None

    def changed_cells(self, stamp: Stamp, locked: Sequence[str]) -> list[int] | None:
        """Give the places of the locked cells that were changed; none where it is the stamp itself."""
        if stamp.row_stamp(locked, self.update_id) == self.text:
            return []
        checks = self.text.partition(" ")[0].partition("-")[2]
        told = [checks[place : place + 2] for place in range(0, len(checks), 2)]
        if len(told) != len(locked):
            return None
        places = [place for place, text in enumerate(locked) if _short_check(text) != told[place]]
        return places or None


def read_row_stamp(text: str) -> RowStamp:
    """Read the stamp of a row."""
    return RowStamp(text, text.partition(" ")[2] or None)


def _short_check(text: str) -> str:
    return check_of([text])[:2]


def read_stamp(cells: Sequence[str]) -> Stamp | None:
    """Read a stamp from the cells of a sheet; nothing where it is not whole, or was changed.

    Raises ValueError where it is that of another format, with that format.
    """
    said = dict(cell.split("=", 1) for cell in cells if "=" in cell)
    if MARK not in said:
        return None
    if said[MARK] not in {FORMAT, _FORMAT_WITHOUT_CODES}:
        raise ValueError(said[MARK])
    if not all(name in said for name in (*_NAMES, "check")) or not said["load"].isdecimal():
        return None
    values: dict[str, str] = {name: said[name] for name in _NAMES}
    codes = _codes_of(said) if said[MARK] == FORMAT else None
    stamp = Stamp(**{**values, "load": int(values["load"])}, codes=codes)  # type: ignore[arg-type]
    return stamp if stamp.lines()[-1] == f"check={said['check']}" else None


def _codes_of(said: Mapping[str, str]) -> tuple[str, ...]:
    """Give the codes that the lines list; that none of them is gone is what the check tells."""
    lines = takewhile(lambda line: line is not None, (said.get(f"{CODES}_{n}") for n in count(1)))
    return tuple(code for line in lines if line for code in line.split(LIST_SEPARATOR))


def check_of(texts: Iterable[str]) -> str:
    """Give eight digits that change when any of the texts does, white space apart."""
    told = _SEPARATOR.join(" ".join(clean(text).split()) for text in texts)
    return blake2b(told.encode(), digest_size=4).hexdigest()
