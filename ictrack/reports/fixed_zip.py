"""A ZIP archive that depends on nothing but what is in it: not on the clock, nor on an order of writing."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence

# The earliest time that a ZIP can hold.
_EPOCH = (1980, 1, 1, 0, 0, 0)


def fix_zip(content: bytes, first: Sequence[str] = ()) -> bytes:
    """Write an archive again with its entries by name and no times; those named `first` come before all."""
    with zipfile.ZipFile(io.BytesIO(content)) as read:
        names = read.namelist()
        leading = [name for name in first if name in names]
        ordered = (*leading, *sorted(set(names) - set(leading)))
        return write_zip((name, read.read(name)) for name in ordered)


def write_zip(entries: Iterable[tuple[str, bytes]]) -> bytes:
    """Write an archive of named entries in the order given, with no times."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in entries:
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            written.writestr(entry, content)
    return out.getvalue()
