"""The rules of one row, derived from its model, so that a million rows are judged at once.

They accept only what the model certainly accepts, with the same value. What they do not accept may
still be good: the model is asked, and it alone refuses a row and words why. A text is judged where it
stands, by a pattern. A word, a day, a number or a list is judged by the model's own field, once for
each text that occurs. What holds between the cells of a row is asked in SQL. A model with a rule that
cannot be derived is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from inspect import signature
from types import NoneType
from typing import Annotated, Any, get_args, get_origin

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pydantic import BeforeValidator, TypeAdapter
from pydantic.fields import FieldInfo

from ictrack.dates import PartialDay
from ictrack.escapes import STEERING
from ictrack.ingest.rows import StoreColumn, columns_of_field
from ictrack.ingest.signs import Mask, Texts, marked
from ictrack.ingest.text import AROUND, CELL_SEPARATOR
from ictrack.models import (
    LONGEST_IDENTIFIER,
    NOT_IN_IDENTIFIER,
    PLAIN_ADDRESS,
    Implies,
    Key,
    Reference,
    Row,
    read_any_text,
    read_identifier,
    read_text,
    read_url,
)

_SEPARATOR = ord(CELL_SEPARATOR)
_SURROGATES = (0xD800, 0xDFFF)
_MARKS = (Reference, Key, Implies)
_JUDGED_TYPES = (PartialDay, date, int, StrEnum, str)


class NotDerivableError(Exception):
    """Say that a model has a rule of which no SQL can be made."""

    def __init__(self, row: type[Row], what: str) -> None:
        """Name the model and the rule."""
        super().__init__(f"{row.__name__}: {what} cannot be derived; teach ictrack.ingest.row_rules")


@dataclass(frozen=True)
class TextRule:
    """Hold what a text that is not blank must be like to be accepted.

    The whole of it is like the pattern `like`, it holds none of the characters `without`, and has no
    more bytes than `longest`.
    """

    like: str = ""
    without: tuple[tuple[int, int], ...] = ()
    longest: int | None = None

    def accepts(self, texts: Texts) -> Mask | None:
        """Say which texts are accepted, blank ones too; nothing where all of them are."""
        refused: list[Mask] = []
        if self.longest is not None and texts.lengths.max(initial=0) > self.longest:
            refused.append(texts.lengths > self.longest)
        if self.without and texts.holding(marked(_first_bytes(self.without))) is not None:
            refused.append(_mask(pc.match_substring_regex(texts.column, f"[{_in_pattern(self.without)}]")))
        if self.like and len(texts.column):
            is_like = _mask(pc.match_substring_regex(texts.column, f"^(?:{self.like})$"))
            if not is_like.all():
                refused.append(~is_like & (texts.lengths > 0))
        return ~np.logical_or.reduce(refused) if refused else None


@dataclass(frozen=True)
class ColumnRule:
    """Hold how one column is judged: by the rule of its texts.

    Without such a rule each text that occurs is judged by the field itself. `absent` is what the store
    gets for a blank cell; a required column has no such.
    """

    name: str
    stored: tuple[StoreColumn, ...]
    is_required: bool
    text: TextRule | None
    absent: object
    judge: Callable[[str], object]

    @property
    def is_looked_up(self) -> bool:
        """Say whether each text that occurs is judged once."""
        return self.text is None

    def accepts(self, texts: Texts) -> Mask | None:
        """Say which texts of the column, judged where they stand, are accepted; nothing where all are."""
        accepted = self.text.accepts(texts) if self.text is not None else None
        if not self.is_required or texts.lengths.all():
            return accepted
        is_said = texts.lengths > 0
        return is_said if accepted is None else accepted & is_said


@cache
def rules_of(row: type[Row]) -> tuple[ColumnRule, ...]:
    """Derive how each column of a model is judged.

    Raises NotDerivableError where the model has a rule of another kind.
    """
    validators = row.__pydantic_decorators__
    known = Row.__pydantic_decorators__.model_validators.keys()
    if validators.model_validators.keys() != known:
        raise NotDerivableError(row, "a rule of the whole row that is not among its `rules`")
    if validators.field_validators or validators.root_validators or validators.validators:
        raise NotDerivableError(row, "a validator of fields that is a method")
    return tuple(_rule_of(row, name, field) for name, field in row.model_fields.items())


def _rule_of(row: type[Row], name: str, field: FieldInfo) -> ColumnRule:
    readers = [mark.func for mark in field.metadata if isinstance(mark, BeforeValidator)]
    others = [mark for mark in field.metadata if not isinstance(mark, (BeforeValidator, *_MARKS))]
    if others or len(readers) > 1 or field.alias or field.validation_alias:
        raise NotDerivableError(row, f"the field {name}")
    if any(len(signature(each).parameters) > 1 for each in readers):
        raise NotDerivableError(row, f"what the field {name} takes from other fields")
    reader: object = readers[0] if readers else read_any_text
    text = _TEXT_RULES.get(reader) if _kinds_of(field.annotation) == {str} else None
    if text is None and not (readers and _is_judged(field.annotation)):
        raise NotDerivableError(row, f"the field {name}")
    adapter: TypeAdapter[object] = TypeAdapter(
        Annotated[field.annotation, *field.metadata]  # type: ignore[arg-type]
    )
    return ColumnRule(
        name,
        columns_of_field(row, name),
        field.is_required(),
        text,
        _absent(row, name, field),
        adapter.validate_python,
    )


def _kinds_of(annotation: Any) -> set[Any]:
    """List what a field may be beside nothing."""
    if get_origin(annotation) is tuple or not get_args(annotation):
        return {annotation}
    return set(get_args(annotation)) - {NoneType}


def _is_judged(annotation: Any) -> bool:
    """Say whether the values of a field are of one type that is known here."""
    kinds = _kinds_of(annotation)
    kind = kinds.pop() if len(kinds) == 1 else None
    return kind == tuple[str, ...] or (isinstance(kind, type) and issubclass(kind, _JUDGED_TYPES))


def _absent(row: type[Row], name: str, field: FieldInfo) -> object:
    if field.is_required() or field.default is None:
        return None
    if field.default == ():
        return []
    if isinstance(field.default, StrEnum):
        return str(field.default)
    raise NotDerivableError(row, f"what stands for a blank cell of the field {name}")


def _ranges(characters: re.Pattern[str]) -> list[tuple[int, int]]:
    """List the code points of a pattern that is one class of characters."""
    inner = characters.pattern.removeprefix("[").removesuffix("]")
    found = re.findall("(.)-(.)|(.)", inner, re.DOTALL)
    return [(ord(first or one), ord(last or one)) for first, last, one in found]


def _in_pattern(ranges: Iterable[tuple[int, int]]) -> str:
    """Write code points as the inside of a class of characters; text has no surrogates."""
    return "".join(f"\\x{{{low:x}}}-\\x{{{high:x}}}" for low, high in ranges if (low, high) != _SURROGATES)


def _first_bytes(ranges: Iterable[tuple[int, int]]) -> set[int]:
    """List the bytes with which some characters begin."""
    return {
        chr(code).encode()[0]
        for low, high in ranges
        if (low, high) != _SURROGATES
        for code in range(low, high + 1)
    }


def _mask(values: pa.BooleanArray) -> Mask:
    mask: Mask = values.to_numpy(zero_copy_only=False)
    return mask


# What a reader of texts certainly accepts; what steers is looked for in whole rows.
_TEXT_RULES: Mapping[object, TextRule] = {
    read_any_text: TextRule(),
    read_text: TextRule(),
    read_identifier: TextRule(without=tuple(_ranges(NOT_IN_IDENTIFIER)), longest=LONGEST_IDENTIFIER),
    read_url: TextRule(like=PLAIN_ADDRESS.pattern),
}
# With what a text begins or ends that is perhaps in doubt, and what it then holds.
_STEERING_BYTES = marked(_first_bytes(_ranges(STEERING)))
_FIRST_BYTES = marked({ord("'"), *(sign.encode()[0] for sign in AROUND)})
_LAST_BYTES = marked(sign.encode()[-1] for sign in AROUND)


def perhaps_in_doubt(texts: Texts) -> Mask | None:
    """Say which texts may be what `in_doubt` finds, by their bytes alone; nothing where none may."""
    found = (texts.holding(_STEERING_BYTES), texts.beginning_or_ending(_FIRST_BYTES, _LAST_BYTES))
    masks = [mask for mask in found if mask is not None]
    return np.logical_or.reduce(masks) if masks else None


@cache
def in_doubt() -> str:
    """Write what puts a row in doubt, its cells joined: what steers, and what is no part of a cell."""
    steering = []
    for low, high in _ranges(STEERING):
        if low <= _SEPARATOR <= high:
            steering += [(low, _SEPARATOR - 1), (_SEPARATOR + 1, high)]
        else:
            steering.append((low, high))
    steering = [(low, high) for low, high in steering if low <= high]
    around = _in_pattern((ord(sign), ord(sign)) for sign in AROUND)
    edge = _in_pattern([(_SEPARATOR, _SEPARATOR)])
    return f"[{_in_pattern(steering)}]|(^|[{edge}])[{around}']|[{around}]([{edge}]|$)"


def refused_rows(row: type[Row]) -> str:
    """Write the question which rows of `text_row` are not certainly good, by the `rules` of a model.

    `text_row` has the columns of the store, and `file_row`.
    """
    refuses = "\n    or ".join(f"({rule.refuses.sql()})" for rule in row.rules)
    return f"select file_row from text_row where coalesce({refuses}, true) order by file_row"
