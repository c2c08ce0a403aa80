"""A ZIP archive that depends on nothing but what is in it: not on the clock, nor on an order of writing."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

# The earliest time that a ZIP can hold.
_EPOCH = (1980, 1, 1, 0, 0, 0)


def fix_zip(content: bytes, first: Sequence[str] = ()) -> bytes:
    """Write an archive again with its entries by name and no times; those named `first` come before all."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as read,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written,
    ):
        names = read.namelist()
        leading = [name for name in first if name in names]
        for name in (*leading, *sorted(set(names) - set(leading))):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            written.writestr(entry, read.read(name))
    return out.getvalue()
