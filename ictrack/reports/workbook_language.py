"""The language of a workbook and of its charts, which XlsxWriter says to be American English."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"


def set_language(content: bytes, language: str) -> bytes:
    """Write a workbook again in a language, such as `en-GB`."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as read,
        zipfile.ZipFile(out, "w") as written,
    ):
        for name in read.namelist():
            part = read.read(name)
            if name.startswith("xl/charts/"):
                part = _of_chart(part, language)
            elif name == "docProps/core.xml":
                part = _of_properties(part, language)
            written.writestr(name, part)
    return out.getvalue()


def _of_chart(part: bytes, language: str) -> bytes:
    root = etree.fromstring(part)
    for said in root.iter(f"{_CHART}lang"):
        said.set("val", language)
    for name in ("rPr", "defRPr", "endParaRPr"):
        for properties in root.iter(f"{_DRAWING}{name}"):
            properties.set("lang", language)
    return _as_bytes(root)


def _of_properties(part: bytes, language: str) -> bytes:
    root = etree.fromstring(part)
    etree.SubElement(root, f"{_DUBLIN_CORE}language").text = language
    return _as_bytes(root)


def _as_bytes(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
