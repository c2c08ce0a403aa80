"""Find out whether a part of a workbook declares a document type, before anything else parses it.

Such a declaration can name a file to fetch, or a text that is to be repeated; no spreadsheet
writes one. Where it stands is up to who wrote it, so the parser itself is asked.
"""

from __future__ import annotations

from typing import IO, Any
from xml.parsers import expat

_AT_ONCE = 65_536


class _SeenError(Exception):
    """Stop the parser: what was to be found out is known."""

    def __init__(self, *, is_declared: bool) -> None:
        super().__init__()
        self.is_declared = is_declared


def declares(part: IO[bytes]) -> bool:
    """Say whether XML declares a document type before its first element.

    Of what is no XML nothing is said: who reads it next will.
    """
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _see_declaration
    parser.StartElementHandler = _see_element
    try:
        while data := part.read(_AT_ONCE):
            parser.Parse(data, False)
    except _SeenError as seen:
        return seen.is_declared
    except expat.ExpatError:
        return False
    return False


def _see_declaration(*_declared: Any) -> None:
    raise _SeenError(is_declared=True)


def _see_element(*_element: Any) -> None:
    raise _SeenError(is_declared=False)
