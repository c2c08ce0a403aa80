"""The parts of the documents that are made from the code: tables between two marks."""

from __future__ import annotations

import inspect
import re
from enum import StrEnum
from pathlib import Path
from typing import Any, get_args

from ictrack import vocabulary
from ictrack.ingest.sheet_words import (
    CUSTOMARY,
    INITIATIVE_COLUMNS,
    RAG_WORDS,
    UPDATE_COLUMNS,
    header_words,
)
from ictrack.models import (
    ROWS,
    InitiativeRow,
    Row,
    StatusUpdateRow,
    key_columns_of,
    references_of,
    required_columns_of,
)
from ictrack.settings import PROJECT, Settings
from ictrack.vocabulary import Confidence, DeliveryStatus, PlanLink, Sector, UpdateKind, YesNo
from ictrack.words import _words_of, fold

# Vocabularies that stand in no cell: ictrack derives them, or an option asks for them.
DERIVED = {"Standing", "StandingReason", "StandingGroup", "Lens", "Lack"}
WITH_OTHER_WORDS = (DeliveryStatus, Confidence, UpdateKind, PlanLink, Sector, YesNo)
# The columns that the guide to one sheet names stand first.
_FIRST = ("city_id", "title", *CUSTOMARY)
NGINX = PROJECT / "docs" / "nginx.conf"
NGINX_OF_REPLICAS = PROJECT / "docs" / "nginx-replicas.conf"
CADDY = PROJECT / "docs" / "Caddyfile"
PARTS = {
    "settings": PROJECT / "README.md",
    "nginx": PROJECT / "README.md",
    "caddy": PROJECT / "README.md",
    "vocabulary": PROJECT / "GLOSSARY.md",
    "columns": PROJECT / "data" / "README.md",
    "words": PROJECT / "data" / "README.md",
    "headers": PROJECT / "data" / "README.md",
}


def make_part(name: str) -> str:
    """Make one part from the code, as Markdown without a line end at its end."""
    makers = {
        "settings": make_settings,
        "nginx": lambda: show_file("nginx", NGINX),
        "caddy": lambda: show_file("caddy", CADDY),
        "vocabulary": make_vocabulary,
        "columns": make_columns,
        "words": make_words,
        "headers": make_headers,
    }
    return makers[name]()


def make_settings() -> str:
    """Make the table of the settings: name, default, what it does."""
    lines = ["| setting | default | what it does |", "|---|---|---|"]
    for name, field in Settings.model_fields.items():
        default = field.default
        if isinstance(default, Path):
            default = default.relative_to(PROJECT).as_posix()
        shown = f"`{default}`" if str(default) else "none"
        lines.append(f"| `ICTRACK_{name.upper()}` | {shown} | {field.description} |")
    return "\n".join(lines)


def show_file(language: str, path: Path) -> str:
    """Show a whole file, as it is."""
    return f"```{language}\n{path.read_text(encoding='utf-8')}```"


def make_vocabulary() -> str:
    """Make the table of the controlled words: what it is, what may stand in a cell."""
    lines = ["| what | words |", "|---|---|"]
    for name, kind in inspect.getmembers(vocabulary, _is_vocabulary):
        if name not in DERIVED:
            members = ", ".join(f"`{member}`" for member in kind)
            lines.append(f"| {_in_words(name)}: {_first_sentence(kind)} | {members} |")
    return "\n".join(lines)


def make_columns() -> str:
    """Make the description of every file: each column, what it holds, what it refers to."""
    return "\n\n".join(_describe_file(row) for row in ROWS)


def make_words() -> str:
    """Make the table of the words of other trackers, and what each is read as."""
    lines = ["| what | read as | also written |", "|---|---|---|"]
    for kind in WITH_OTHER_WORDS:
        read_as: dict[StrEnum, list[str]] = {}
        for word, member in _words_of(kind).items():
            if word != member.value.replace("_", " "):
                read_as.setdefault(member, []).append(word)
        for member, words in read_as.items():
            lines.append(f"| {_in_words(kind.__name__)} | `{member}` | {', '.join(words)} |")
    return "\n".join(lines)


def make_headers() -> str:
    """Make the table of the headers of one sheet: what each column holds, and what it may be called."""
    lines = ["| column | holds | headers that are understood |", "|---|---|---|"]
    fields = {**StatusUpdateRow.model_fields, **InitiativeRow.model_fields}
    for column in dict.fromkeys((*_FIRST, *INITIATIVE_COLUMNS, *UPDATE_COLUMNS)):
        own = fold(column)
        headers = [header for header, meant in header_words().items() if meant == column and header != own]
        lines.append(f"| `{column}` | {fields[column].description} | {', '.join((own, *headers))} |")
    both = ", ".join(sorted(RAG_WORDS))
    lines.append(f"| `status` or `confidence` | A traffic light: see below. | {both} |")
    return "\n".join(lines)


def part_in(name: str, document: str) -> str:
    """Give a part as it stands in a document."""
    found = _marks(name).search(document)
    if found is None:
        raise LookupError(f"The marks of the part '{name}' are missing.")
    return found[2].strip("\n")


def put_part(name: str, document: str) -> str:
    """Give a document with one part made anew."""
    part_in(name, document)
    return _marks(name).sub(lambda found: f"{found[1]}\n\n{make_part(name)}\n\n{found[3]}", document)


def _marks(name: str) -> re.Pattern[str]:
    return re.compile(rf"(<!-- {name}: [^>]*-->)(.*?)(<!-- end -->)", re.DOTALL)


def _is_vocabulary(value: Any) -> bool:
    return inspect.isclass(value) and issubclass(value, StrEnum) and value is not StrEnum


def _in_words(name: str) -> str:
    return " ".join(re.findall(r"[A-Z][a-z]+", name)).lower()


def _first_sentence(kind: type[object]) -> str:
    told = inspect.getdoc(kind) or ""
    return re.split(r"[.;]", told)[0].strip().lower()[:1] + re.split(r"[.;]", told)[0].strip()[1:]


def _describe_file(row: type[Row]) -> str:
    required, keys, references = required_columns_of(row), key_columns_of(row), references_of(row)
    lines = [f"### {row.file}", "", inspect.getdoc(row) or "", "", "| column | holds | |", "|---|---|---|"]
    for name, field in row.model_fields.items():
        marks = ["required"] if name in required else []
        marks += ["key"] if name in keys else []
        marks += [f"names a row of {references[name].file}"] if name in references else []
        marks += [_words_allowed(field.annotation)]
        lines.append(f"| `{name}` | {field.description} | {'; '.join(filter(None, marks))} |")
    return "\n".join(lines)


def _words_allowed(annotation: Any) -> str:
    kinds = (annotation, *get_args(annotation))
    members = [member for kind in kinds if _is_vocabulary(kind) for member in kind]
    members += [word for word in kinds if isinstance(word, str)]
    return "one of " + ", ".join(f"`{member}`" for member in members) if members else ""
