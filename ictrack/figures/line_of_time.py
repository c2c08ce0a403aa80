"""A line of time that grows downward, row by row: what every picture of the Timeline is drawn on.

All of them share whole years from the left edge to the right, and one height of a row, so
that one stands under the other. A label stands over its row, not beside it: so the same
picture fits a desk and a phone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import plotly.graph_objects as go

from ictrack.escapes import plain_words
from ictrack.figures.palette import SURFACES, Surface, Theme
from ictrack.summaries.timeline_events import Frame, Span

ROW_HEIGHT = 38
_MARGINS = {"l": 6, "r": 6, "t": 32, "b": 6}
# Within a row: where its label stands, and where what is drawn stands, both from its top.
LABEL_AT, DRAWN_AT = 0.26, 0.72
_RULED_FROM = 0.42
# A span of fewer days than these could not be seen: it is drawn as a mark.
_FEWEST_DAYS = 15
_MOST_YEARS = 9


@dataclass
class Canvas:
    """A figure that grows downward, row by row."""

    frame: Frame
    theme: Theme
    figure: go.Figure = field(default_factory=go.Figure)
    rows: int = 0
    # The rows in which years or words stand: nothing is ruled through them.
    headed: set[int] = field(default_factory=set)
    labels: list[tuple[int, str]] = field(default_factory=list)

    @property
    def surface(self) -> Surface:
        """Give the colours around the marks."""
        return SURFACES[self.theme]

    def add_row(self, label: str) -> float:
        """Begin a row, and give where its drawing stands."""
        self.labels.append((self.rows, label))
        self.rows += 1
        return self.rows - 1 + DRAWN_AT

    def write(self, x: Sequence[date], y: Sequence[float], texts: Sequence[str], **look: Any) -> None:
        """Write texts where asked; nothing of them hovers."""
        self.figure.add_scatter(
            x=[day.isoformat() for day in x],
            y=list(y),
            mode="text",
            text=list(texts),
            textfont={"color": look.get("color", self.surface.text), "size": look.get("size", 12)},
            textposition=look.get("position", "middle right"),
            hoverinfo="skip",
            cliponaxis=False,
        )

    def mark(self, points: Sequence[tuple[Span, float]], symbol: str, **look: Any) -> None:
        """Draw days as marks, and what is known less exactly as what it is: a span of that time."""
        spans = [(span, y) for span, y in points if is_span(span)]
        days = [(span, y) for span, y in points if not is_span(span)]
        colour = look.get("color", self.surface.text)
        if spans:
            x, y, words = _lines(spans)
            width = look.get("width", 6)
            # So that a dark line is seen on a dark bar.
            halo = {"color": self.surface.background, "width": width + 3}
            self.figure.add_scatter(x=x, y=y, mode="lines", line=halo, hoverinfo="skip")
            self.figure.add_scatter(
                x=x,
                y=y,
                mode="lines",
                line={"color": colour, "width": width, "dash": look.get("dash", "solid")},
                opacity=look.get("opacity", 0.65),
                customdata=words,
                hovertemplate="%{customdata}<extra></extra>",
            )
        if days:
            self.figure.add_scatter(
                x=[span.first.isoformat() for span, _y in days],
                y=[y for _span, y in days],
                mode="markers",
                marker={
                    "symbol": symbol,
                    "size": look.get("size", 9),
                    "color": colour,
                    "line": {"color": look.get("edge", self.surface.background), "width": 1.5},
                },
                customdata=[plain_words(span.words) for span, _y in days],
                hovertemplate="%{customdata}<extra></extra>",
            )

    def finish(self) -> go.Figure:
        """Write the labels, mark what the time was of, and set the size."""
        self.write(
            [self.frame.first] * len(self.labels),
            [row + LABEL_AT for row, _label in self.labels],
            [label for _row, label in self.labels],
        )
        self._shade_disruptions()
        self._rule_rows()
        self.figure.update_layout(
            height=ROW_HEIGHT * self.rows + _MARGINS["t"] + _MARGINS["b"],
            margin=_MARGINS,
            paper_bgcolor="rgba(0,0,0,0)",
            plot_bgcolor="rgba(0,0,0,0)",
            font={"color": self.surface.text, "size": 12, "family": "sans-serif"},
            showlegend=False,
            dragmode=False,
            barmode="overlay",
            hovermode="closest",
        )
        self.figure.update_xaxes(
            type="date",
            range=[self.frame.first.isoformat(), self.frame.last.isoformat()],
            visible=False,
            fixedrange=True,
        )
        self.figure.update_yaxes(
            range=[self.rows, 0],
            tickvals=list(range(1, self.rows)),
            showticklabels=False,
            gridcolor=self.surface.hairline,
            gridwidth=0.5,
            zeroline=False,
            fixedrange=True,
        )
        return self.figure

    def write_years(self) -> None:
        """Write the years into the last row, at the middle of each; every second where they are many."""
        self.headed.add(self.rows - 1)
        years = list(_years(self.frame))
        shown = years if len(years) <= _MOST_YEARS else years[::2]
        self.write(
            [date(year, 7, 2) for year in shown],
            [self.rows - 1 + DRAWN_AT] * len(shown),
            [str(year) for year in shown],
            color=self.surface.quiet,
            position="middle center",
            size=11,
        )

    def _shade_disruptions(self) -> None:
        for span in self.frame.disruptions:
            self.figure.add_vrect(
                x0=max(span.first, self.frame.first).isoformat(),
                x1=min(span.last, self.frame.last).isoformat(),
                fillcolor=self.surface.quiet,
                opacity=0.13,
                line_width=0,
                layer="below",
            )

    def _rule_rows(self) -> None:
        """Rule years, where phases begin and the as-at date: under what is drawn, and not through words."""
        years = [date(year, 1, 1) for year in _years(self.frame)][1:]
        rows = [row for row in range(self.rows) if row not in self.headed]
        self._rule(years, rows, {"color": self.surface.hairline, "width": 0.75})
        self._rule(self.frame.phase_starts, rows, {"color": self.surface.text, "width": 1.5})
        if self.frame.shows_day:
            line = {"color": self.surface.text, "width": 1.5, "dash": "dot"}
            self._rule([self.frame.as_at], rows, line)

    def _rule(self, days: Sequence[date], rows: Sequence[int], line: dict[str, Any]) -> None:
        """Draw upright lines at some days, in some rows, as one shape."""
        pieces = [f"M{day.isoformat()},{row + _RULED_FROM}V{row + 1}" for day in days for row in rows]
        if pieces:
            self.figure.add_shape(type="path", path=" ".join(pieces), line=line, layer="below")


def _years(frame: Frame) -> Iterable[int]:
    return range(frame.first.year, frame.last.year + 1)


def is_span(span: Span) -> bool:
    """Say whether days are known as a time that is long enough to be seen, and not as one day."""
    return (span.last - span.first).days + 1 >= _FEWEST_DAYS


def _lines(points: Sequence[tuple[Span, float]]) -> tuple[list[str | None], list[float | None], list[str]]:
    """Give spans as one broken line, with the words of each at both its ends."""
    x: list[str | None] = []
    y: list[float | None] = []
    words: list[str] = []
    for span, place in points:
        # A little shorter than it is, so that two years side by side are seen to be two.
        gap = timedelta(days=(span.last - span.first).days // 30)
        x += [(span.first + gap).isoformat(), (span.last + timedelta(days=1) - gap).isoformat(), None]
        y += [place, place, None]
        words += [plain_words(span.words)] * 2 + [""]
    return x, y, words
