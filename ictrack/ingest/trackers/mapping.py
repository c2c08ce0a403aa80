"""How the columns, words and colours of a tracker are read: a text that people can mend.

A question that is still open is written as `?`. What a mapping does not name is read as
it is proposed, where only one reading is possible.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from ictrack.dates import parse_partial_day
from ictrack.errors import UsageError
from ictrack.models import InitiativeRow, StatusUpdateRow, columns_of
from ictrack.vocabulary import Confidence, DeliveryStatus
from ictrack.words import fold, is_blank_status, match_word

OPEN = "?"
NOTHING = "nothing"
NO_REPORT = "no report"
_COLOUR = re.compile(r"[0-9A-F]{6}")
_FIRST_LINES = """\
# How ictrack reads a tracker. Mend what is wrong, and answer each "?".
# [every_row]: what holds for every row, such as the city of a tracker of one city.
# [[column]]: 'holds' is a column of the files initiatives or status_updates, or "nothing";
#   'day' is the day that it speaks of (2019-03-31, 2019-03 or 2019); 'beside' names the
#   column whose day it shares.
# [words]: a status, a status and a confidence ("in_progress, at_risk"), or "no report".
# [colours]: a confidence, or "nothing"; a colour by its six digits, or red, amber or green.
#   A colour alone never says a status.
# changed_cells: "refuse", or "correct": a cell of a former day that says something else
#   than what was loaded is then sent as a correction of it.
"""


class ChangedCells(StrEnum):
    """What becomes of a cell that says something else than what was loaded of its day."""

    REFUSE = "refuse"
    CORRECT = "correct"


def _is_day(text: str) -> str:
    if text != OPEN and parse_partial_day(text) is None:
        raise ValueError("is not a day such as 2019-03-31, 2019-03 or 2019")
    return text


def _is_held(text: str) -> str:
    if text not in HELD and text not in {OPEN, NOTHING}:
        raise ValueError("is not a column of initiatives or status_updates, nor 'nothing'")
    return text


def _is_status(text: str) -> str:
    if text not in {OPEN, NO_REPORT} and read_words(text) is None:
        raise ValueError("is not a status, a status and a confidence, or 'no report'")
    return text


def _is_confidence(text: str) -> str:
    if text in {OPEN, NOTHING}:
        return text
    confidence = match_word(Confidence, text).member
    if confidence is None:
        raise ValueError("is not a confidence, nor 'nothing'")
    return str(confidence)


def _is_colour(text: str) -> str:
    colour = text.removeprefix("#").upper()
    if not _COLOUR.fullmatch(colour) and text not in {"red", "amber", "green"}:
        raise ValueError("is not a colour such as FFC000, nor red, amber or green")
    return colour if _COLOUR.fullmatch(colour) else text


OF_INITIATIVE = tuple(
    column for column in columns_of(InitiativeRow) if column not in {"source_title", "source_url"}
)
OF_UPDATE = (
    "status",
    "confidence",
    "reason",
    "revised_target_on",
    "summary",
    "achievements",
    "challenges",
    "next_steps",
    "help_wanted",
    "help_offered",
    "evidence_title",
    "evidence_url",
    "reported_by_role",
)
HELD = frozenset({*OF_INITIATIVE, *OF_UPDATE} & {*columns_of(InitiativeRow), *columns_of(StatusUpdateRow)})
Day = Annotated[str, AfterValidator(_is_day)]
Held = Annotated[str, AfterValidator(_is_held)]
Words = Annotated[str, AfterValidator(_is_status)]
ColourName = Annotated[str, AfterValidator(_is_colour)]
Colour = Annotated[str, AfterValidator(_is_confidence)]


class TrackerColumn(BaseModel):
    """Say what one column holds, and of which day it speaks.

    `choices` are the days that an ambiguous header can be; they are a comment in the file.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    header: str
    holds: Held = OPEN
    day: Day | None = None
    beside: str | None = None
    choices: Annotated[tuple[str, ...], Field(exclude=True)] = ()

    @property
    def is_open(self) -> bool:
        """Say whether a question about this column is open."""
        return OPEN in {self.holds, self.day}

    @property
    def is_of_update(self) -> bool:
        """Say whether this column reports something of a day."""
        return self.holds in OF_UPDATE


class TrackerMapping(BaseModel):
    """Say how a tracker is read."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    tracker: str
    sheet: str | None = None
    changed_cells: ChangedCells = ChangedCells.REFUSE
    every_row: Mapping[str, str] = Field(default_factory=dict)
    column: tuple[TrackerColumn, ...] = ()
    words: Mapping[str, Words] = Field(default_factory=dict)
    colours: Mapping[ColourName, Colour] = Field(default_factory=dict)

    def meaning_of(self, text: str) -> str:
        """Say what a status cell means; open for a word that nobody has given a meaning."""
        stated = self.words.get(text) or self._meaning_of_other_spelling(text)
        return NO_REPORT if stated == OPEN and (not text or is_blank_status(text)) else stated

    def _meaning_of_other_spelling(self, text: str) -> str:
        folded = fold(text)
        return next((meaning for word, meaning in self.words.items() if fold(word) == folded), OPEN)

    def means_report(self, text: str) -> bool:
        """Say whether a status cell reports anything, or may."""
        return self.meaning_of(text) != NO_REPORT

    def with_answers_of(self, answers: TrackerMapping | None) -> TrackerMapping:
        """Keep what was answered of columns, words and colours that the tracker does not have now."""
        if answers is None:
            return self
        here = {column.header for column in self.column}
        kept = tuple(column for column in answers.column if column.header not in here and not column.is_open)
        words = {fold(word) for word in self.words}
        more = {word: meaning for word, meaning in answers.words.items() if fold(word) not in words}
        return self.model_copy(
            update={
                "column": (*self.column, *kept),
                "words": {**self.words, **more},
                "colours": {**answers.colours, **self.colours},
            }
        )

    def to_toml(self) -> str:
        """Write the mapping as a text to mend."""
        return "\n".join(_lines_of(self)) + "\n"


def read_words(text: str) -> tuple[DeliveryStatus, Confidence | None] | None:
    """Read what a word means: a status, or a status and a confidence with a comma between."""
    status, _, confidence = (part.strip() for part in text.partition(","))
    if status not in set(DeliveryStatus) or (confidence and confidence not in set(Confidence)):
        return None
    return DeliveryStatus(status), Confidence(confidence) if confidence else None


def parse_mapping(text: str, where: str) -> TrackerMapping:
    """Read a mapping from its text; `where` names the file.

    Raises UsageError where the text is no mapping, with the first thing that is wrong.
    """
    try:
        mapping = TrackerMapping.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{where}: is not TOML that can be read ({error}). Nothing was loaded.") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ", ".join(str(part + 1 if isinstance(part, int) else part) for part in first["loc"])
        said = str(first["msg"]).removeprefix("Value error, ")
        value = f"'{first['input']}' " if isinstance(first["input"], str) else ""
        raise UsageError(
            f"{where}, {place}: {value}{said}. Nothing was loaded. "
            "'python -m ictrack mapping' writes a mapping that can be read."
        ) from error
    strange = sorted(set(mapping.every_row) - set(OF_INITIATIVE))
    if strange:
        raise UsageError(
            f"{where}, every_row: '{strange[0]}' is not a column of the file initiatives. Nothing was loaded."
        )
    return mapping


def read_mapping(path: Path) -> TrackerMapping:
    """Read a mapping from its file; raises UsageError where there is none that can be read."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise UsageError(
            f"{path}: there is no such file. Nothing was loaded. "
            f"Write it with 'python -m ictrack mapping SOURCE {path.name}'."
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read as text. Nothing was loaded.") from error
    return parse_mapping(text, path.name)


def _lines_of(mapping: TrackerMapping) -> Iterator[str]:
    yield from _FIRST_LINES.splitlines()
    yield ""
    yield f"tracker = {_quoted(mapping.tracker)}"
    if mapping.sheet is not None:
        yield f"sheet = {_quoted(mapping.sheet)}"
    yield f"changed_cells = {_quoted(mapping.changed_cells)}"
    if mapping.every_row:
        yield from _table("every_row", mapping.every_row)
    for column in mapping.column:
        yield ""
        yield "[[column]]"
        for name in ("header", "holds", "beside"):
            value = getattr(column, name)
            if value is not None:
                yield f"{name} = {_quoted(value)}"
        if column.day is not None:
            comment = f"  # {' or '.join(column.choices)}" if column.choices else ""
            yield f"day = {_quoted(column.day)}{comment}"
    yield from _table("words", mapping.words)
    yield from _table("colours", mapping.colours)


def _table(name: str, pairs: Mapping[str, str]) -> Iterator[str]:
    yield ""
    yield f"[{name}]"
    for key, value in pairs.items():
        yield f"{_quoted(key)} = {_quoted(value)}"


def _quoted(text: str) -> str:
    """Write a text as TOML does: JSON's escapes are among TOML's, but for one character."""
    return json.dumps(str(text), ensure_ascii=False).replace("\x7f", "\\u007f")
