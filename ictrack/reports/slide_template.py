"""An empty deck of 16 by 9 with a master, three layouts and a notes master of our own.

The parts are the XML files of the folder `slide_parts`; here is how they hang together.
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.opc.packuri import PackURI

_FOLDER = Path(__file__).parent / "slide_parts"
_OFFICE = "application/vnd.openxmlformats-officedocument"
_RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# Each part: the file that it is made from, and what it is.
_PARTS = {
    "ppt/presentation.xml": ("presentation.xml", "presentationml.presentation.main"),
    "ppt/theme/theme1.xml": ("theme.xml", "theme"),
    "ppt/theme/theme2.xml": ("theme.xml", "theme"),
    "ppt/slideMasters/slideMaster1.xml": ("master.xml", "presentationml.slideMaster"),
    "ppt/slideLayouts/slideLayout1.xml": ("layout_cover.xml", "presentationml.slideLayout"),
    "ppt/slideLayouts/slideLayout2.xml": ("layout_text.xml", "presentationml.slideLayout"),
    "ppt/slideLayouts/slideLayout3.xml": ("layout_title.xml", "presentationml.slideLayout"),
    "ppt/notesMasters/notesMaster1.xml": ("notes_master.xml", "presentationml.notesMaster"),
}
_MASTER = (("slideMaster", "../slideMasters/slideMaster1.xml"),)
# What each part refers to, in the order of the identifiers rId1, rId2, …
_REFERENCES = {
    "_rels/.rels": (("officeDocument", "ppt/presentation.xml"),),
    "ppt/_rels/presentation.xml.rels": (
        ("slideMaster", "slideMasters/slideMaster1.xml"),
        ("notesMaster", "notesMasters/notesMaster1.xml"),
        ("theme", "theme/theme1.xml"),
    ),
    "ppt/slideMasters/_rels/slideMaster1.xml.rels": (
        ("slideLayout", "../slideLayouts/slideLayout1.xml"),
        ("slideLayout", "../slideLayouts/slideLayout2.xml"),
        ("slideLayout", "../slideLayouts/slideLayout3.xml"),
        ("theme", "../theme/theme1.xml"),
    ),
    "ppt/slideLayouts/_rels/slideLayout1.xml.rels": _MASTER,
    "ppt/slideLayouts/_rels/slideLayout2.xml.rels": _MASTER,
    "ppt/slideLayouts/_rels/slideLayout3.xml.rels": _MASTER,
    "ppt/notesMasters/_rels/notesMaster1.xml.rels": (("theme", "../theme/theme2.xml"),),
}


class Layout(StrEnum):
    """The layouts of the deck, by their names."""

    COVER = "Cover"
    TEXT = "Title and text"
    TITLE = "Title only"


def empty_deck(language: str) -> Any:
    """Open an empty deck whose text is in a language, such as `en-GB`."""
    deck: Any = Presentation(io.BytesIO(_package(language)))
    deck.part.package.next_partname = _PartNames()
    return deck


class _PartNames:
    """Name new parts by counting: python-pptx walks through the whole file for each."""

    def __init__(self) -> None:
        self._taken: Counter[str] = Counter()

    def __call__(self, template: str) -> PackURI:
        self._taken[template] += 1
        return PackURI(template % self._taken[template])


@cache
def _package(language: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", _content_types())
        for name, references in _REFERENCES.items():
            archive.writestr(name, _relationships(references))
        for name, (file, _kind) in _PARTS.items():
            text = (_FOLDER / file).read_text(encoding="utf-8")
            archive.writestr(name, text.replace('lang="en-GB"', f'lang="{language}"'))
    return out.getvalue()


def _content_types() -> str:
    relationships = "application/vnd.openxmlformats-package.relationships+xml"
    lines = [
        f'<Default Extension="rels" ContentType="{relationships}"/>',
        '<Default Extension="xml" ContentType="application/xml"/>',
        *(
            f'<Override PartName="/{name}" ContentType="{_OFFICE}.{kind}+xml"/>'
            for name, (_file, kind) in _PARTS.items()
        ),
    ]
    return f'{_DECLARATION}<Types xmlns="{_PACKAGE}/content-types">{"".join(lines)}</Types>'


def _relationships(references: tuple[tuple[str, str], ...]) -> str:
    lines = (
        f'<Relationship Id="rId{number}" Type="{_RELATIONSHIP}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(references, start=1)
    )
    return f'{_DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(lines)}</Relationships>'
