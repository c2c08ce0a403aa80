"""Progress over time: stacked bars at year-ends or month-ends, with what happened marked."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import plotly.graph_objects as go

from ictrack.escapes import plain_words
from ictrack.figures.marks import (
    WHOLE_HEIGHT,
    band,
    bar_style,
    chart_layout,
    count_axis,
    explain_hatching,
    letters_beside,
    name_in_legend,
    silent_style,
)
from ictrack.figures.moments import DAY_IN_MILLISECONDS, WIDE, bar_width, name_days
from ictrack.figures.palette import SURFACES, Surface, Theme
from ictrack.language import _, format_day, format_written
from ictrack.summaries.series import Mark, Series
from ictrack.vocabulary import Standing

_HEIGHT = 460
# On a phone: how wide a letter is of the whole width, and how high a row of words is of the
# whole height.
_LETTER_SHARE = 0.032
_ROW_SHARE = 0.08
_MOST_ROWS = 5
_LONGEST_WORDS = 28


@dataclass(frozen=True)
class _Segments:
    """The segments of one kind at all moments: of a standing, silent or not."""

    standing: Standing
    name: str
    counts: Sequence[int]
    silent: bool = False


def progress_over_time(series: Series, theme: Theme) -> go.Figure:
    """Draw how many initiatives had each standing at each moment, and the marks of time.

    What was silent then is hatched, at the top of its standing.
    """
    surface = SURFACES[theme]
    figure = go.Figure()
    width = bar_width(series.moments)
    is_wide = width == WIDE
    tallest = _tallest(series)
    for segments in _segments(series):
        style = _style_of(segments, theme)
        if not is_wide:
            # Hairlines around bars of a few pixels would be all that is seen of them.
            style["marker"]["line"]["width"] = 0
        figure.add_bar(
            x=[moment.isoformat() for moment in series.moments],
            y=list(segments.counts),
            name=segments.name,
            width=width * DAY_IN_MILLISECONDS,
            text=_letters(segments, tallest) if is_wide else None,
            constraintext="none",
            customdata=[format_day(moment) for moment in series.moments],
            hovertemplate="%{customdata}: %{y}<extra>%{fullData.name}</extra>",
            showlegend=not segments.silent,
            **style,
        )
    if series.silent:
        explain_hatching(figure, theme)
    letters = [] if is_wide else _letters_beside(series, tallest, surface.text)
    first, last = _span(series, width)
    words, rows = _words_of_marks(series.marks, surface, (first, last))
    figure.update_layout(
        shapes=[_shape_of(mark, surface) for mark in series.marks],
        annotations=[*letters, *words],
        **chart_layout(theme),
        height=_HEIGHT,
        margin={"l": 48, "r": 16 if is_wide else 32, "t": 76, "b": 40},
        xaxis={
            "type": "date",
            "range": [first.isoformat(), last.isoformat()],
            "showgrid": False,
            "linecolor": surface.hairline,
            "tickangle": 0,
            "tickfont": {"size": 12},
            **name_days(series.moments),
        },
        yaxis=count_axis(theme, _("Initiatives")) | {"range": [0, tallest / (0.97 - _ROW_SHARE * rows)]},
    )
    return figure


def _span(series: Series, width: float) -> tuple[date, date]:
    """Give the first and the last day of the picture: all bars are in it, and where phases begin."""
    around = timedelta(days=math.ceil(width * 0.6))
    begun = [mark.starts_on - timedelta(days=1) for mark in series.marks if mark.kind == "phase"]
    return min([series.moments[0] - around, *begun]), series.moments[-1] + around


def _segments(series: Series) -> Iterator[_Segments]:
    """Part each standing into those that were heard of and those that were silent, which lie above."""
    for standing, counts in series.counts.items():
        label = series.labels[standing]
        silent = series.silent.get(standing)
        heard = [of - out for of, out in zip(counts, silent, strict=True)] if silent else counts
        yield _Segments(standing, name_in_legend(standing, label), heard)
        if silent:
            name = name_in_legend(standing, _("{progress}, silent", progress=label))
            yield _Segments(standing, name, silent, silent=True)


def _style_of(segments: _Segments, theme: Theme) -> dict[str, Any]:
    return silent_style(segments.standing, theme) if segments.silent else bar_style(segments.standing, theme)


def _letters(segments: _Segments, tallest: int) -> list[str]:
    """Give each segment that is tall enough its letter; bold where it stands on hatching."""
    letter = segments.standing.letter
    letter = f"<b>{letter}</b>" if segments.silent else letter
    return [letter if _has_room(count, tallest) else "" for count in segments.counts]


def _has_room(count: int, tallest: int) -> bool:
    return count * 20 >= tallest


def _letters_beside(series: Series, tallest: int, colour: str) -> list[dict[str, Any]]:
    last = ((standing, counts[-1]) for standing, counts in series.counts.items())
    return letters_beside(last, series.moments[-1], lambda count: _has_room(count, tallest), colour)


def _tallest(series: Series) -> int:
    """Give the height of the tallest bar; one where there is none."""
    totals = [sum(column) for column in zip(*series.counts.values(), strict=True)]
    return max(totals, default=1) or 1


def _shape_of(mark: Mark, surface: Surface) -> dict[str, Any]:
    """Mark a phase or a convening by a line, and a disruption by a band, over the whole height."""
    if mark.kind == "disruption":
        return band(mark.starts_on, mark.ends_on, surface)
    is_phase = mark.kind == "phase"
    day = (mark.starts_on if is_phase else mark.ends_on).isoformat()
    line = {"color": surface.text, "width": 1.5} if is_phase else _dotted(surface)
    return {"type": "line", "x0": day, "x1": day, "line": line, **WHOLE_HEIGHT}


def _dotted(surface: Surface) -> dict[str, Any]:
    return {"color": surface.quiet, "width": 1, "dash": "dot"}


def _words_of_marks(
    marks: Sequence[Mark], surface: Surface, span: tuple[date, date]
) -> tuple[list[dict[str, Any]], int]:
    """Write the words of marks above the bars, in as many rows as a phone needs to part them.

    Those of convenings would be too many. Gives the words, and how many rows they take.
    """
    taken: list[float] = []
    written: list[dict[str, Any]] = []
    named = (mark for mark in marks if mark.kind != "convening")
    for mark in sorted(named, key=lambda mark: mark.starts_on):
        words = _words_of(mark)
        place = (mark.starts_on - span[0]) / max(span[1] - span[0], timedelta(days=1))
        length = len(words) * _LETTER_SHARE
        # What would run off the right edge is written to the left of its mark.
        from_right = place + length > 1
        start, end = (place - length, place) if from_right else (place, place + length)
        row = next((row for row, until in enumerate(taken) if until <= start), len(taken))
        row = min(row, _MOST_ROWS - 1)
        taken[row:] = [end, *taken[row + 1 :]]
        written.append(
            {
                "x": max(mark.starts_on, span[0]).isoformat(),
                "y": 1 - _ROW_SHARE * row,
                "yref": "paper",
                "text": plain_words(words),
                "showarrow": False,
                "xanchor": "right" if from_right else "left",
                "yanchor": "top",
                "xshift": -2 if from_right else 2,
                "font": {"color": surface.text, "size": 12},
                "bgcolor": surface.background,
                "borderpad": 0,
            }
        )
    return written, len(taken)


def _words_of(mark: Mark) -> str:
    words = mark.label.split(":")[0] if mark.kind == "disruption" else mark.label
    return words if len(words) <= _LONGEST_WORDS else f"{words[: _LONGEST_WORDS - 1].rstrip()}…"


def written_range(first: str | None, last: str | None) -> str:
    """Write a span of partial days, such as "March 2017 to May 2019"."""
    start, end = format_written(first), format_written(last)
    return _("{start} to {end}", start=start, end=end) if start and end else start or end
