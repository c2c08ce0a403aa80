"""A real LibreOffice, without a window: it opens a workbook, is typed into, saves and prints.

What is typed stands in a macro of a profile of the test's own, so that nothing but Debian's
libreoffice-calc is needed.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"
 library:readonly="false" library:passwordprotected="false">
 <library:element library:name="Typing"/>
</library:library>
"""
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Typing"
 script:language="StarBasic">{code}</script:module>
"""
_CODE = """Sub Fill
  Dim nothing()
  document = StarDesktop.loadComponentFromURL("{source}", "_blank", 0, nothing())
  sheet = document.Sheets.getByName("{sheet}")
{lines}
  Dim saved(0) As New com.sun.star.beans.PropertyValue
  saved(0).Name = "FilterName"
  saved(0).Value = "Calc MS Excel 2007 XML"
  document.storeToURL("{target}", saved())
  document.close(True)
End Sub
"""


@dataclass(frozen=True)
class Typed:
    """Hold what is typed into one cell, whose row and column count from nought."""

    row: int
    column: int
    text: str

    def line(self) -> str:
        """Write it as a line of the macro: LibreOffice reads it, so that an ISO day becomes a day."""
        text = self.text.replace('"', '""')
        return f'  sheet.getCellByPosition({self.column}, {self.row}).setFormula("{text}")'


def fill_in_calc(source: Path, target: Path, sheet: str, typed: Iterable[Typed], profile: Path) -> None:
    """Open a workbook in LibreOffice, type into a sheet of it, and save it as XLSX."""
    lines = "\n".join(each.line() for each in typed)
    code = _CODE.format(source=source.as_uri(), target=target.as_uri(), sheet=sheet, lines=lines)
    _put_macro(profile, code)
    _run(profile, "macro:///Standard.Typing.Fill")


def print_in_calc(source: Path, folder: Path, profile: Path) -> Path:
    """Print a workbook to PDF as LibreOffice lays it out, and give the file."""
    _run(profile, "--convert-to", "pdf", "--outdir", str(folder), str(source))
    return folder / f"{source.stem}.pdf"


def _put_macro(profile: Path, code: str) -> None:
    library = profile / "user" / "basic" / "Standard"
    if not library.exists():
        # The first start makes the profile, and would write over what stands in it.
        _run(profile, "--terminate_after_init")
    (library / "script.xlb").write_text(_LIBRARY, encoding="utf-8")
    (library / "Typing.xba").write_text(_MODULE.format(code=escape(code)), encoding="utf-8")


def _run(profile: Path, *arguments: str) -> None:
    program = shutil.which("soffice")
    assert program is not None, "libreoffice-calc is not installed"
    command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    ended = subprocess.run([*command, *arguments], capture_output=True, check=False, timeout=180)
    assert ended.returncode == 0, ended.stderr.decode()
