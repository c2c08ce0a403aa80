"""Reads a PDF by its tags, as a screen reader does: elements with their attributes, text in its order."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import pikepdf
from pikepdf import Array, Dictionary, Object


@dataclass
class Element:
    """One element of the tag tree: its kind without the slash, and what is in it."""

    kind: str
    source: Object
    inner: list[Element] = field(default_factory=list)
    own: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Give the text of the element and of all in it, line breaks as spaces."""
        return "".join(self.own)

    def walk(self) -> Iterator[Element]:
        """Give the element and all in it, in the order of reading."""
        yield self
        for each in self.inner:
            yield from each.walk()

    def find(self, *kinds: str) -> list[Element]:
        """List the elements of some kinds, in the order of reading."""
        return [each for each in self.walk() if each.kind in kinds]

    def attribute(self, owner: str, name: str) -> str | None:
        """Give an attribute, such as the scope of a cell."""
        attributes: Object = self.source.get("/A", Array())
        for each in attributes if isinstance(attributes, Array) else [attributes]:
            if isinstance(each, Dictionary) and str(each.get("/O")) == f"/{owner}" and f"/{name}" in each:
                return str(each[f"/{name}"])
        return None


class TaggedPdf:
    """A PDF that was read."""

    def __init__(self, content: bytes) -> None:
        """Open a file from its bytes."""
        self.file = pikepdf.open(io.BytesIO(content))

    @cached_property
    def document(self) -> Element:
        """Give the topmost element."""
        (document,) = self._inner(self.file.Root.StructTreeRoot)
        return document

    @cached_property
    def page_texts(self) -> list[str]:
        """Give what each page shows, its header and footer too."""
        return ["".join(text for _number, text in _shown(page)) for page in self.file.pages]

    @cached_property
    def _texts(self) -> dict[tuple[int, int], str]:
        texts: dict[tuple[int, int], str] = {}
        for page in self.file.pages:
            for number, text in _shown(page):
                if number is not None:
                    key = (page.obj.objgen[0], number)
                    texts[key] = texts.get(key, "") + text
        return texts

    def _inner(self, source: Object) -> list[Element]:
        return [self._read(kid) for kid in _kids(source) if isinstance(kid, Dictionary) and "/S" in kid]

    def _read(self, source: Object) -> Element:
        element = Element(str(source.S).removeprefix("/"), source)
        for kid in _kids(source):
            if isinstance(kid, int):
                element.own.append(self._texts.get((source.Pg.objgen[0], kid), ""))
            elif isinstance(kid, Dictionary) and "/MCID" in kid:
                element.own.append(self._texts.get((kid.Pg.objgen[0], int(kid.MCID)), ""))
            elif isinstance(kid, Dictionary) and "/S" in kid:
                inner = self._read(kid)
                element.inner.append(inner)
                element.own.append(inner.text)
        return element


def _kids(source: Object) -> list[Object]:
    kids: Object = source.get("/K", Array())
    return list(kids) if isinstance(kids, Array) else [kids]


def _shown(page: pikepdf.Page) -> Iterator[tuple[int | None, str]]:
    """Give each text that a page shows, with the number of its marked content."""
    fonts = {name: _letters(font) for name, font in page.obj.Resources.get("/Font", {}).items()}
    marked: list[int | None] = []
    replaced: list[bool] = []
    letters: dict[int, str] = {}
    for instruction in pikepdf.parse_content_stream(page):
        operands = instruction.operands
        match str(instruction.operator):
            case "BDC" | "BMC":
                properties = operands[1] if len(operands) > 1 else Dictionary()
                said = properties if isinstance(properties, Dictionary) else Dictionary()
                number = said.get("/MCID")
                marked.append(int(number) if number is not None else (marked[-1] if marked else None))
                replaced.append("/ActualText" in said)
                if replaced[-1]:
                    yield marked[-1], str(said.ActualText)
            case "EMC":
                marked.pop()
                replaced.pop()
            case "Tf":
                letters = fonts[str(operands[0])]
            case "TJ" | "Tj" if not any(replaced):
                yield marked[-1] if marked else None, "".join(_spoken(operands[0], letters))


def _spoken(shown: Object, letters: dict[int, str]) -> Iterator[str]:
    for part in shown if isinstance(shown, Array) else [shown]:
        if isinstance(part, pikepdf.String):
            codes = bytes(part)
            for at in range(0, len(codes), 2):
                yield letters.get(int.from_bytes(codes[at : at + 2]), "\ufffd")


def _letters(font: Object) -> dict[int, str]:
    """Read which text each code of a font stands for."""
    source = font.ToUnicode.read_bytes().decode("latin-1")
    found: dict[int, str] = {}
    for code, text in _in_parts(source, "bfchar", 2):
        found[int(code, 16)] = _text(text)
    for first, last, text in _in_parts(source, "bfrange", 3):
        start = _text(text)
        for number in range(int(last, 16) - int(first, 16) + 1):
            found[int(first, 16) + number] = start[:-1] + chr(ord(start[-1]) + number)
    return found


def _in_parts(source: str, name: str, width: int) -> Iterator[list[str]]:
    for part in re.findall(rf"begin{name}(.*?)end{name}", source, re.DOTALL):
        codes = re.findall(r"<([0-9A-Fa-f]+)>", part)
        for at in range(0, len(codes), width):
            yield codes[at : at + width]


def _text(code: str) -> str:
    return bytes.fromhex(code).decode("utf-16-be")
