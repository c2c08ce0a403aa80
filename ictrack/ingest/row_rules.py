"""The rules of one row as SQL, derived from its model, so that a million rows are judged at once.

The SQL accepts only what the model certainly accepts, with the same value. What it does not accept
may still be good: the model is asked, and it alone refuses a row and words why. A text is judged
where it stands. A word, a day, a number or a list is judged by the model's own field, once for each
text that occurs. A model with a rule that cannot be derived is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from inspect import signature
from types import NoneType
from typing import Annotated, Any, get_args, get_origin

from pydantic import BeforeValidator, TypeAdapter
from pydantic.fields import FieldInfo

from ictrack.dates import PartialDay
from ictrack.escapes import STEERING
from ictrack.ingest.rows import StoreColumn, columns_of_field
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

# What comes before the name of a column that holds what texts were read as.
JUDGED = "judged_"
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
class ColumnRule:
    """Hold how one column is judged: `accepts` is SQL over a text that is not blank.

    Without it each text that occurs is judged by the field itself. `absent` is what the store gets
    for a blank cell; a required column has no such.
    """

    name: str
    stored: tuple[StoreColumn, ...]
    is_required: bool
    accepts: str | None
    absent: object
    judge: Callable[[str], object]

    @property
    def is_looked_up(self) -> bool:
        """Say whether each text that occurs is judged once."""
        return self.accepts is None


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
    accepts = _accepts(name).get(reader) if _kinds_of(field.annotation) == {str} else None
    if accepts is None and not (readers and _is_judged(field.annotation)):
        raise NotDerivableError(row, f"the field {name}")
    adapter: TypeAdapter[object] = TypeAdapter(
        Annotated[field.annotation, *field.metadata]  # type: ignore[arg-type]
    )
    return ColumnRule(
        name,
        columns_of_field(row, name),
        field.is_required(),
        accepts,
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


def _accepts(name: str) -> dict[object, str]:
    """Give the SQL that accepts a text for each reader of texts; what steers was looked for already."""
    cell = f'"{name}"'
    not_in_identifier = _in_sql(_ranges(NOT_IN_IDENTIFIER))
    return {
        read_any_text: "true",
        read_text: "true",
        read_identifier: f"(strlen({cell}) <= {LONGEST_IDENTIFIER} "
        f"and not regexp_matches({cell}, '[{not_in_identifier}]'))",
        read_url: f"regexp_full_match({cell}, '{PLAIN_ADDRESS.pattern}')",
    }


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


def _in_sql(ranges: Iterable[tuple[int, int]]) -> str:
    """Write code points as the inside of a class of characters; text has no surrogates."""
    return "".join(f"\\x{{{low:x}}}-\\x{{{high:x}}}" for low, high in ranges if (low, high) != _SURROGATES)


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
    around = _in_sql((ord(sign), ord(sign)) for sign in AROUND)
    edge = _in_sql([(_SEPARATOR, _SEPARATOR)])
    return f"[{_in_sql(steering)}]|(^|[{edge}])[{around}']|[{around}]([{edge}]|$)"


def accepted_rows(row: type[Row]) -> str:
    """Write the question which rows of `text_row` are certainly good.

    `text_row` has the cells of each column that is judged where it stands, by its name; what each
    other column is read as, by the names of the store's columns after `judged_`; `may_be_good`, which
    says that nothing else puts the row in doubt; and `file_row`.
    """
    rules = rules_of(row)
    values = ",\n        ".join(
        f'{_value(rule, column)} as "{column.name}"' for rule in rules for column in rule.stored
    )
    conditions = [_condition(rule) for rule in rules if not rule.is_looked_up]
    refuses = [f"not ({rule.refuses.sql()})" for rule in row.rules]
    return f"""
with judged as (
    select
        {values},
        file_row
    from text_row
    where {_all_of(["may_be_good", *conditions])}
)
select file_row
from judged
where {_all_of(refuses)}
"""


def _all_of(conditions: Sequence[str]) -> str:
    return "\n        and ".join(conditions) or "true"


def _value(rule: ColumnRule, column: StoreColumn) -> str:
    """Write what a column of the store gets from a cell."""
    return f'"{JUDGED}{column.name}"' if rule.is_looked_up else f"nullif(\"{rule.name}\", '')"


def _condition(rule: ColumnRule) -> str:
    """Write what a cell must be for its row to be accepted."""
    cell = f'"{rule.name}"'
    return f"({cell} <> '' and {rule.accepts})" if rule.is_required else f"({cell} = '' or {rule.accepts})"
