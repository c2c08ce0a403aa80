"""A chart as a piece of slides: how high it is, and how it parts if it has too many bars. All in points."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from math import ceil

from ictrack.escapes import clean_text
from ictrack.reports.document import Chart
from ictrack.reports.office_paint import has_legend, longest_bar
from ictrack.reports.slide_text import (
    GAP,
    HEADING,
    SAID_OF_CHART,
    WIDTH,
    Para,
    Space,
    TextPiece,
    height_of,
    title_lines,
)
from ictrack.reports.text_width import break_lines

CHART_SIZE = 12.0
# The height of a bar with what is free beside it, and of a line of its name with what is free around it.
_ROW, _LEAST_ROW = 26.0, 18.0
_LINE, _AIR, _LEAST_AIR = 14.0, 8.0, 4.0
# The height of the axis, and of the legend in one line and in more.
_AXIS, _LEGEND, _LONG_LEGEND = 48.0, 22.0, 38.0
_SHORT = 4
_UPRIGHT, _LEAST_UPRIGHT = 290.0, 220.0
# The width that names of bars have before they break.
_NAMES = 170.0
# A sentence of more lines stands before its chart, on a slide of its own if it must; nor are bars higher.
_MOST_LINES = 6


@dataclass(frozen=True)
class ChartPiece:
    """A chart under its title and its sentence, or some of its bars."""

    chart: Chart
    sentence: Para
    # The longest bar and the number of bars of the whole chart, so that the axes of its parts are alike.
    longest: int
    whole: int
    # The height of its table: where both fit a slide, the chart leaves room for it.
    under: float
    tall: float = 0.0
    goes_on: bool = False

    @cached_property
    def text(self) -> tuple[Para, ...]:
        """Give the title and the sentence."""
        title = title_lines(Para(clean_text(self.chart.title), HEADING), goes_on=self.goes_on)
        return title if self.goes_on else (*title, self.sentence)

    @property
    def height(self) -> float:
        """Give its height."""
        return height_of(self.text, WIDTH) + self.chart_height + GAP

    @property
    def chart_height(self) -> float:
        """Give the height of the chart alone."""
        return self.tall or self._wanted

    @property
    def notes(self) -> tuple[str, ...]:
        """Give what the speaker reads."""
        return (self.text[0].text, *self.sentence.notes)

    def split(self, space: Space) -> tuple[ChartPiece | None, ChartPiece | None]:
        """Give the chart, lower if it must be; bars that do not fit a slide go on the next."""
        left = space.left - height_of(self.text, WIDTH)
        if left >= self._least:
            shared = left - GAP - self.under
            return replace(self, tall=min(self._wanted, shared if shared >= self._least else left)), None
        if not space.is_fresh:
            return None, self
        if self.chart.is_upright:
            return replace(self, tall=max(left, _LEAST_UPRIGHT / 2)), None
        bars = len(self.chart.labels)
        slides = ceil(bars / max(1, int((left - self._around) // self._row(_LEAST_ROW, _LEAST_AIR))))
        if slides == 1:
            return replace(self, tall=left), None
        first, rest = self._cut(ceil(bars / slides))
        return replace(first, tall=min(first.chart_height, left)), rest

    def _row(self, least: float, air: float) -> float:
        """Give the height of one bar, which that of its name may need."""
        return max(least, self._lines * _LINE + air)

    @cached_property
    def _lines(self) -> int:
        """Count the lines of the longest name."""
        names = map(clean_text, self.chart.labels)
        lines = max((len(break_lines(name, _NAMES, CHART_SIZE)) for name in names), default=1)
        return min(lines, _MOST_LINES)

    @property
    def _around(self) -> float:
        """Give the height of the axis and the legend."""
        if not has_legend(self.chart):
            return _AXIS
        return _AXIS + (_LEGEND if len(self.chart.series) <= _SHORT else _LONG_LEGEND)

    @property
    def _wanted(self) -> float:
        if self.chart.is_upright:
            return _UPRIGHT
        return self._row(_ROW, _AIR) * max(2, len(self.chart.labels)) + self._around

    @property
    def _least(self) -> float:
        if self.chart.is_upright:
            return _LEAST_UPRIGHT
        return self._row(_LEAST_ROW, _LEAST_AIR) * len(self.chart.labels) + self._around

    def _cut(self, bars: int) -> tuple[ChartPiece, ChartPiece]:
        first, rest = (_some_bars(self.chart, part) for part in (slice(bars), slice(bars, None)))
        return replace(self, chart=first, tall=0.0), replace(self, chart=rest, tall=0.0, goes_on=True)


def _some_bars(chart: Chart, part: slice) -> Chart:
    series = tuple(replace(one, values=one.values[part]) for one in chart.series)
    return replace(chart, labels=chart.labels[part], series=series)


def chart_pieces(chart: Chart, under: float) -> tuple[TextPiece | ChartPiece, ...]:
    """Make the piece of a chart, under which stands a table of that height."""
    sentence = clean_text(chart.sentence)
    said = Para(sentence, SAID_OF_CHART, (sentence,))
    piece = ChartPiece(chart, said, longest_bar(chart), len(chart.labels), under)
    if len(said.lines(WIDTH)) <= _MOST_LINES:
        return (piece,)
    return (TextPiece((said,), piece.text[0]), replace(piece, goes_on=True))
