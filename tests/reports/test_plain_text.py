"""Text and archives come out alike, whatever they are made from."""

from __future__ import annotations

import io
import zipfile

from ictrack.reports.fixed_zip import fix_zip
from ictrack.reports.plain_text import paragraphs_of


def test_paragraphs_part_at_blank_lines() -> None:
    assert paragraphs_of("\n One\nline. \r\n \t\r\n\n\nTwo. \x07\n\n") == ("One\nline.", "Two.")
    assert paragraphs_of(" \n\n ") == ()


def _archive(names: list[str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, name.upper())
    return out.getvalue()


def test_an_archive_depends_only_on_what_is_in_it() -> None:
    fixed = fix_zip(_archive(["b", "a", "[Content_Types].xml"]), first=("[Content_Types].xml", "none"))
    assert fixed == fix_zip(_archive(["a", "[Content_Types].xml", "b"]), first=("[Content_Types].xml",))
    with zipfile.ZipFile(io.BytesIO(fixed)) as archive:
        assert archive.namelist() == ["[Content_Types].xml", "a", "b"]
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.read("a") == b"A"
