"""A part of a page that is mostly words: a heading, paragraphs, names and values, a table."""

from __future__ import annotations

from dataclasses import dataclass

from ictrack.summaries.table import Cell, Linked, Outward, Table


@dataclass(frozen=True)
class Section:
    """Hold what stands under one heading, in this order; what is empty is not drawn."""

    title: str
    paragraphs: tuple[str | Linked | Outward, ...] = ()
    facts: tuple[tuple[str, Cell], ...] = ()
    table: Table | None = None
