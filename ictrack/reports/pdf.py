"""The convening report as a PDF: typeset by typst, tagged, PDF/UA-1.

The fonts are those that come with typst, so that the same report is the same file on every
machine. Only where a text has a character that none of them has are the system's fonts asked
too; what those lack is shown as an empty square, for PDF/UA allows no missing glyph.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typst

from ictrack.reports.document import Report
from ictrack.reports.glyphs import missing_glyphs, replace_in, special_words
from ictrack.reports.printed import Drawn, printed_report
from ictrack.reports.row_headers import with_row_headers

_TEMPLATE = Path(__file__).parent / "report.typ"
# Sets each word as the report does, between others, for spaces at the end of a line are not drawn.
_PROBE = b"""
#set document(title: "words")
#set text(font: "Libertinus Serif")
#for word in json("report.json") { par("x " + word + " x") }
"""


def write_pdf(report: Report, pictures: Mapping[str, bytes] | None = None) -> bytes:
    """Write a report as a PDF; `pictures` are PNGs by the key of the chart that they show.

    A chart without a picture is drawn as bars. The file is dated at the start of the day as
    known on which the report was made; nothing in it depends on when or by whom it is written.
    """
    created = datetime.fromisoformat(report.stamp.known_on).replace(tzinfo=UTC)
    return with_row_headers(_typeset_all(printed_report(report, pictures), created))


def _typeset_all(drawn: Drawn, created: datetime) -> bytes:
    """Typeset what is drawn; where glyphs are missing, with more fonts, then with squares for them.

    Words with special letters are tried alone before: that costs little, and where some scripts
    break lines with missing glyphs in them, typst ends in a panic.
    """
    with_system_fonts = False
    while True:
        try:
            _typeset(_PROBE, special_words(drawn), created, with_system_fonts=with_system_fonts)
            template = _TEMPLATE.read_bytes()
            return _typeset(template, drawn, created, with_system_fonts=with_system_fonts)
        except typst.TypstError as error:
            missing = missing_glyphs(error, drawn)
            replaced = replace_in(drawn, missing) if with_system_fonts else drawn
            if not missing or (with_system_fonts and replaced == drawn):
                raise
            drawn, with_system_fonts = replaced, True


def _typeset(template: bytes, drawn: Any, created: datetime, *, with_system_fonts: bool) -> bytes:
    # That files can stand in a dictionary is in typst's manual, and not yet in its types.
    return typst.compile(  # type: ignore[call-overload, no-any-return]
        {"main": template, "report.json": json.dumps(drawn).encode()},
        format="pdf",
        ignore_system_fonts=not with_system_fonts,
        pdf_standards=["ua-1"],
        timestamp=created,
    )
