"""The headers of rows in the tags of a PDF.

Typst's compiler tags the cells of a header row, and has no way yet to say that the first cell
of a row names the row; so that is said in the file that it made.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Object

_CELLS = (Name.TD, Name.TH)


def with_row_headers(pdf: bytes) -> bytes:
    """Tag the first cell of every row as the row's header, and leave which cell it heads to the scopes."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for table in _find(document.Root.StructTreeRoot, Name.Table):
            for row in _find(table, Name.TR):
                _head(row)
        document.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _head(row: Object) -> None:
    cells = [cell for cell in _inner(row) if cell.get("/S") in _CELLS]
    for number, cell in enumerate(cells):
        attributes = _table_attributes(cell)
        if "/Headers" in attributes:
            # A list of headers would hide those that scopes give.
            del attributes["/Headers"]
        if number == 0 and cell.S == Name.TD:
            cell.S = Name.TH
            attributes.Scope = Name.Row


def _table_attributes(cell: Object) -> Object:
    """Give what a cell says of its table; typst writes it for every cell."""
    return next(each for each in cell.A if each.get("/O") == Name.Table)


def _find(element: Object, kind: Name) -> Iterator[Object]:
    """Find the elements of a kind below one, but not those inside each other."""
    for inner in _inner(element):
        if inner.get("/S") == kind:
            yield inner
        else:
            yield from _find(inner, kind)


def _inner(element: Object) -> Iterator[Dictionary]:
    """Give the elements right below one; numbers and references stand for what is drawn."""
    kids = element.get("/K")
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield kid
