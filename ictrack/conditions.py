"""Conditions over the cells of one row, said once: asked of a row that was read, or written as SQL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Given:
    """Hold where a column says something."""

    column: str

    def holds(self, fields: Mapping[str, Any]) -> bool:
        """Ask it of the fields of a row."""
        return bool(fields[self.column])

    def sql(self) -> str:
        """Write it as SQL over columns of the same names."""
        return f'"{self.column}" is not null'


@dataclass(frozen=True)
class OneOf:
    """Hold where a column says one of some controlled words."""

    column: str
    words: tuple[str, ...]

    def holds(self, fields: Mapping[str, Any]) -> bool:
        """Ask it of the fields of a row."""
        return fields[self.column] in self.words

    def sql(self) -> str:
        """Write it as SQL over columns of the same names."""
        words = ", ".join(f"'{word}'" for word in self.words)
        return f'coalesce("{self.column}" in ({words}), false)'


@dataclass(frozen=True)
class Same:
    """Hold where two columns say one thing."""

    column: str
    other: str

    def holds(self, fields: Mapping[str, Any]) -> bool:
        """Ask it of the fields of a row."""
        said = fields[self.column]
        return said is not None and bool(said == fields[self.other])

    def sql(self) -> str:
        """Write it as SQL over columns of the same names."""
        return f'coalesce("{self.column}" = "{self.other}", false)'


@dataclass(frozen=True)
class Not:
    """Hold where another condition does not."""

    condition: Condition

    def holds(self, fields: Mapping[str, Any]) -> bool:
        """Ask it of the fields of a row."""
        return not self.condition.holds(fields)

    def sql(self) -> str:
        """Write it as SQL over columns of the same names."""
        return f"not ({self.condition.sql()})"


@dataclass(frozen=True)
class Both:
    """Hold where two conditions do."""

    one: Condition
    other: Condition

    def holds(self, fields: Mapping[str, Any]) -> bool:
        """Ask it of the fields of a row."""
        return self.one.holds(fields) and self.other.holds(fields)

    def sql(self) -> str:
        """Write it as SQL over columns of the same names."""
        return f"({self.one.sql()} and {self.other.sql()})"


@dataclass(frozen=True)
class Either:
    """Hold where one of two conditions does, or both."""

    one: Condition
    other: Condition

    def holds(self, fields: Mapping[str, Any]) -> bool:
        """Ask it of the fields of a row."""
        return self.one.holds(fields) or self.other.holds(fields)

    def sql(self) -> str:
        """Write it as SQL over columns of the same names."""
        return f"({self.one.sql()} or {self.other.sql()})"


Condition = Given | OneOf | Same | Not | Both | Either


@dataclass(frozen=True)
class RowRule:
    """Hold a rule over several cells of a row: what it refuses, and what it says of it.

    `message` may name a column in braces, in whose place stands what the row says there.
    """

    refuses: Condition
    code: str
    message: str
    allowed: str
    column: str
