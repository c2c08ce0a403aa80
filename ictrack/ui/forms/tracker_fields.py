"""The form of a tracker's mapping: a field for each column, day, word and colour."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from ictrack.dates import parse_partial_day
from ictrack.escapes import plain_markdown
from ictrack.ingest.source import RawTable
from ictrack.ingest.trackers.mapping import (
    NOTHING,
    OPEN,
    ChangedCells,
    TrackerColumn,
    TrackerMapping,
)
from ictrack.ingest.trackers.proposal import StatusTexts, texts_of
from ictrack.language import _, format_written, ngettext
from ictrack.markup import element
from ictrack.summaries.setting import Setting
from ictrack.ui.forms.tracker_words import (
    OFFERED_OF_INITIATIVE,
    OFFERED_OF_UPDATE,
    changed_cells_label,
    colour_label,
    confidence_of_colour_label,
    held_label,
    meaning_label,
    meanings_of_words,
)
from ictrack.vocabulary import Confidence

_SHOWN = 60
_SWATCH = "display:inline-block;width:2.5rem;height:1.5rem;border:1px solid currentColor;background:#"


@dataclass(frozen=True)
class MappingForm:
    """Hold what a form is drawn for: a tracker, how it is read so far, and a key of its own."""

    table: RawTable
    mapping: TrackerMapping
    setting: Setting
    key: str

    def draw(self) -> TrackerMapping | None:
        """Draw the form, what is open first; give the mapping once it is sent."""
        texts = texts_of(self.table, self.mapping.column)
        columns, words = dict(enumerate(self.mapping.column)), dict(enumerate(self.mapping.words))
        open_columns = {place for place, column in columns.items() if column.is_open}
        open_words = {place for place, word in words.items() if self.mapping.words[word] == OPEN}
        with st.form(self.key, border=True):
            every_row = self._draw_city()
            answered = {place: self._draw_column(place) for place in sorted(open_columns)}
            meanings = {place: self._draw_word(place, words[place], texts) for place in sorted(open_words)}
            colours = self._draw_colours(texts)
            with st.expander(_("How the other columns are read")):
                rest = (place for place in columns if place not in open_columns)
                answered |= {place: self._draw_column(place) for place in rest}
            with st.expander(_("How the other words are read")):
                others = (place for place in words if place not in open_words)
                meanings |= {place: self._draw_word(place, words[place], texts) for place in others}
            changed = self._draw_changed_cells()
            sent = st.form_submit_button(_("See what would change"), type="primary", key=f"{self.key}_see")
        if not sent:
            return None
        return self.mapping.model_copy(
            update={
                "every_row": every_row,
                "column": tuple(answered[place] for place in columns),
                "words": {words[place]: meanings[place] for place in words},
                "colours": {**self.mapping.colours, **colours},
                "changed_cells": changed,
            }
        )

    def _draw_city(self) -> dict[str, str]:
        """Ask for the city of a tracker that has no column for it."""
        every_row = dict(self.mapping.every_row)
        if "city_id" in every_row:
            names = {city.city_id: city.name for city in self.setting.cities}
            every_row["city_id"] = _choose(
                _("The city of every row"),
                list(names),
                every_row["city_id"],
                lambda city_id: names.get(city_id, city_id),
                f"{self.key}_city",
            )
        return every_row

    def _draw_column(self, place: int) -> TrackerColumn:
        column = self.mapping.column[place]
        offered = [*OFFERED_OF_INITIATIVE, *OFFERED_OF_UPDATE, NOTHING]
        if column.beside is not None or column.day is not None:
            offered = [*OFFERED_OF_UPDATE, NOTHING]
        shown = plain_markdown(column.header[:_SHOWN])
        left, right = st.columns(2)
        with left:
            label = _("What '{column}' holds", column=shown)
            holds = _choose(label, offered, column.holds, held_label, f"{self.key}_holds_{place}")
        with right:
            day = self._draw_day(column, place, shown)
        if holds == NOTHING:
            day = None
        return TrackerColumn(
            header=column.header, holds=holds, day=day, beside=column.beside, choices=column.choices
        )

    def _draw_day(self, column: TrackerColumn, place: int, shown: str) -> str | None:
        """Ask for the day of a column that has one of its own, or may have one."""
        key = f"{self.key}_day_{place}"
        if column.beside is not None:
            st.caption(_("Speaks of the same day as '{column}'.", column=plain_markdown(column.beside)))
            return column.day
        if column.day is None and column.holds != OPEN:
            return None
        label = _("The day of '{column}'", column=shown)
        if len(column.choices) > 1 and column.day in {OPEN, *column.choices}:
            return _choose(label, list(column.choices), column.day, format_written, key)
        written = st.text_input(
            label,
            value=column.day if column.day not in {None, OPEN} else "",
            key=key,
            placeholder=_("2019-03-31, 2019-03 or 2019"),
        )
        text = (written or "").strip()
        if not text:
            return column.day
        return text if parse_partial_day(text) is not None else OPEN

    def _draw_word(self, place: int, word: str, texts: StatusTexts) -> str:
        label = _(
            "What '{word}' means ({cells})",
            word=plain_markdown(word[:_SHOWN]),
            cells=_cells(texts.words[word]),
        )
        return _choose(
            label, meanings_of_words(), self.mapping.words[word], meaning_label, f"{self.key}_word_{place}"
        )

    def _draw_colours(self, texts: StatusTexts) -> dict[str, str]:
        """Offer each colour as a confidence; never as a status, which is what somebody wrote."""
        if not texts.colours:
            return {}
        st.write(_("A colour can say how sure the city is, beside a word. It never says a status by itself."))
        meanings = {}
        for colour, count in texts.colours.items():
            st.html(element("span", "", style=f"{_SWATCH}{colour}", aria_hidden="true"))
            meanings[colour] = _choose(
                colour_label(colour, _cells(count)),
                [*Confidence, NOTHING],
                self.mapping.colours.get(colour, OPEN),
                confidence_of_colour_label,
                f"{self.key}_colour_{colour}",
            )
        return meanings

    def _draw_changed_cells(self) -> ChangedCells:
        offered = list(ChangedCells)
        return st.radio(
            _("Where a cell of a day that was loaded before says something else now"),
            offered,
            index=offered.index(self.mapping.changed_cells),
            format_func=changed_cells_label,
            key=f"{self.key}_changed",
        )


def _cells(count: int) -> str:
    return ngettext("{n} cell", "{n} cells", count)


def _choose(label: str, offered: Sequence[str], chosen: str, label_of: Callable[[str], str], key: str) -> str:
    """Draw a box to choose from; what is open stays open until somebody chooses."""
    options = [str(option) for option in offered]
    if chosen != OPEN and chosen not in options:
        options.append(chosen)
    index = None if chosen == OPEN else options.index(chosen)
    answer = st.selectbox(
        label, options, index=index, format_func=label_of, key=key, placeholder=_("Choose one")
    )
    return str(answer) if answer else OPEN
