"""The programme's events in lanes, its initiatives as bars, or the strip of evidence by year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

import plotly.graph_objects as go

from ictrack.escapes import plain_words
from ictrack.figures.line_of_time import LABEL_AT, Canvas, is_span
from ictrack.figures.marks import bar_style, silent_style
from ictrack.figures.palette import Theme, paint_of
from ictrack.language import _, format_count, format_day, ngettext
from ictrack.summaries.timeline_bars import Bar, Bars
from ictrack.summaries.timeline_events import Frame, Lane, Programme, Span
from ictrack.summaries.timeline_strip import Strip, StripRow
from ictrack.vocabulary import DeliveryStatus, Standing

_BAR, _THIN_BAR = 0.36, 0.14
_DAY = 24 * 60 * 60 * 1000
_LONGEST_LABEL = 44
_LONGEST_HEAD = 24
# A name stands in a bar that takes this share of the whole width, which is enough on a phone.
_NAMED_FROM = 0.22


def programme_lanes(programme: Programme, theme: Theme) -> go.Figure:
    """Draw what happened in the programme, one lane for each kind."""
    canvas = Canvas(programme.frame, theme)
    canvas.rows = 1
    canvas.write_years()
    _write_as_at(canvas)
    for lane in programme.lanes:
        if lane.names:
            _draw_named(canvas, lane)
        else:
            y = canvas.add_row(plain_words(lane.label))
            canvas.mark([(span, y) for span in lane.spans], "diamond")
    return canvas.finish()


def initiative_bars(bars: Bars, theme: Theme) -> go.Figure:
    """Draw each initiative from its start to its target, in groups, with its first target and updates."""
    canvas = Canvas(bars.frame, theme)
    placed: list[tuple[Bar, float]] = []
    for group in bars.groups:
        canvas.add_row(f"<b>{plain_words(_cut(group.head))}</b>")
        canvas.write_years()
        placed += [(bar, canvas.add_row(_label(bar, bars.frame))) for bar in group.bars]
    _draw_reaches(canvas, placed)
    for standing in Standing:
        _draw_bars(canvas, [(bar, y) for bar, y in placed if bar.standing is standing], standing)
    _draw_ends(canvas, placed)
    _draw_updates(canvas, placed)
    if bars.undated:
        y = canvas.add_row(f"<b>{plain_words(_('Without any date'))}</b>")
        canvas.headed.add(canvas.rows - 1)
        canvas.write([canvas.frame.first], [y], [plain_words(bars.undated)])
    return canvas.finish()


def evidence_strip(strip: Strip, theme: Theme) -> go.Figure:
    """Draw one row per city or thematic area, and in each year the number last heard of then."""
    # By whole years: what happened within one is beside the point, and a band would shade its tiles.
    canvas = Canvas(replace(strip.frame, phase_starts=(), disruptions=()), theme)
    canvas.rows = 1
    canvas.write_years()
    most = max((number for row in strip.rows for number in row.by_year), default=1) or 1
    for row in strip.rows:
        y = canvas.add_row(_label_of_row(row))
        for year, number in zip(strip.years, row.by_year, strict=True):
            if number:
                _draw_tile(canvas, year, y, number / most)
        written = [(year, n) for year, n in zip(strip.years, row.by_year, strict=True) if n]
        canvas.write(
            [date(year, 7, 2) for year, _n in written],
            [y] * len(written),
            [format_count(n) for _year, n in written],
            position="middle center",
            size=13,
        )
    return canvas.finish()


def _label_of_row(row: StripRow) -> str:
    """Write a head, how many initiatives it has, and of how many of them there is no year to show."""
    numbers = [format_count(row.initiatives)]
    if row.unheard:
        numbers.append(ngettext("{n} without a date", "{n} without a date", row.unheard))
    return f"<b>{plain_words(_cut(row.head.text, _LONGEST_HEAD))}</b>  {plain_words('; '.join(numbers))}"


def _write_as_at(canvas: Canvas) -> None:
    """Say what the dotted line is, on the side where there is room."""
    frame = canvas.frame
    if not frame.shows_day:
        return
    is_late = (frame.as_at - frame.first) > (frame.last - frame.first) / 2
    canvas.write(
        [frame.as_at],
        [LABEL_AT],
        [f"\u2002{plain_words(_('As at {day}', day=format_day(frame.as_at)))}\u2002"],
        position="middle left" if is_late else "middle right",
    )


def _draw_named(canvas: Canvas, lane: Lane) -> None:
    """Draw spans as bars with their names in them; where one would not fit, all stand in the label."""
    surface, frame = canvas.surface, canvas.frame
    whole = (frame.last - frame.first).days
    spans = [Span(max(s.first, frame.first), min(s.last, frame.last), s.words) for s in lane.spans]
    fits = all((span.last - span.first).days >= whole * _NAMED_FROM for span in spans)
    label = lane.label if fits else _cut(f"{lane.label}: {', '.join(lane.names)}")
    y = canvas.add_row(plain_words(label))
    canvas.figure.add_bar(
        orientation="h",
        base=[span.first.isoformat() for span in spans],
        x=[max((span.last - span.first).days + 1, 0) * _DAY for span in spans],
        y=[y] * len(spans),
        width=0.5,
        marker={"color": surface.hairline, "line": {"color": surface.background, "width": 1}},
        customdata=[plain_words(span.words) for span in spans],
        hovertemplate="%{customdata}<extra></extra>",
    )
    if fits:
        names = [f"\u2002{plain_words(name)}" for name in lane.names]
        canvas.write([span.first for span in spans], [y] * len(spans), names)


def _label(bar: Bar, frame: Frame) -> str:
    """Write the letter of an initiative's progress, its title, and what lies beyond the line of time."""
    first = min(span.first for span in bar.spans)
    last = max(span.last for span in bar.spans)
    beyond = [_("from {year}", year=str(first.year))] if first < frame.first else []
    beyond += [_("to {year}", year=str(last.year))] if last > frame.last else []
    room = _LONGEST_LABEL - (len(", ".join(beyond)) + 3 if beyond else 0)
    words = f"{_cut(bar.title, room)} ({', '.join(beyond)})" if beyond else _cut(bar.title, room)
    return f"<b>{bar.standing.letter}</b>  {plain_words(words)}"


def _cut(text: str, most: int = _LONGEST_LABEL) -> str:
    """Cut a text that would leave a phone's screen; the table has it whole."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _draw_reaches(canvas: Canvas, placed: Sequence[tuple[Bar, float]]) -> None:
    """Draw a hairline through all that is known of each initiative, so that its marks belong together."""
    x: list[str | None] = []
    y: list[float | None] = []
    for bar, place in placed:
        first = min(span.first for span in bar.spans)
        last = max(span.last for span in bar.spans)
        for start, end in _gaps(bar, first, last):
            x += [start.isoformat(), end.isoformat(), None]
            y += [place, place, None]
    canvas.figure.add_scatter(
        x=x, y=y, mode="lines", line={"color": canvas.surface.quiet, "width": 1}, hoverinfo="skip"
    )


def _gaps(bar: Bar, first: date, last: date) -> list[tuple[date, date]]:
    """Give what of an initiative's days lies outside its bar."""
    if bar.start is None or bar.target is None or bar.target.last < bar.start.first:
        return [(first, last)]
    return [(first, bar.start.first), (bar.target.last, last)]


def _draw_bars(canvas: Canvas, placed: Sequence[tuple[Bar, float]], standing: Standing) -> None:
    """Draw what surely lies between start and target as a bar, and what may as a thin one."""
    whole: list[tuple[Bar, float, date, date]] = []
    thin: list[tuple[Bar, float, date, date]] = []
    for bar, y in placed:
        if bar.start is None or bar.target is None or bar.target.last < bar.start.first:
            continue
        sure = (bar.start.last, bar.target.first)
        if bar.start.last < bar.target.first:
            whole.append((bar, y, *sure))
        thin += [(bar, y, span.first, span.last) for span in (bar.start, bar.target) if is_span(span)]
        if bar.start.last >= bar.target.first and not (is_span(bar.start) or is_span(bar.target)):
            whole.append((bar, y, bar.start.first, bar.target.last))
    _add_bars(canvas, thin, standing, _THIN_BAR)
    _add_bars(canvas, whole, standing, _BAR)


def _add_bars(
    canvas: Canvas, pieces: Sequence[tuple[Bar, float, date, date]], standing: Standing, width: float
) -> None:
    """Add bars that look alike together: Plotly draws a pattern right where it is one for all."""
    for looks in product((False, True), repeat=3):
        alike = [piece for piece in pieces if _looks_of(piece[0]) == looks]
        if not alike:
            continue
        canvas.figure.add_bar(
            orientation="h",
            base=[first.isoformat() for _bar, _y, first, _last in alike],
            x=[((last - first).days + 1) * _DAY for _bar, _y, first, last in alike],
            y=[y for _bar, y, _first, _last in alike],
            width=width,
            marker=_look(canvas, standing, looks),
            customdata=[plain_words(bar.words) for bar, _y, _first, _last in alike],
            hovertemplate="%{customdata}<extra></extra>",
        )


def _looks_of(bar: Bar) -> tuple[bool, ...]:
    return bar.is_hollow, bar.is_closed, bar.is_silent


def _look(canvas: Canvas, standing: Standing, looks: tuple[bool, ...]) -> dict[str, Any]:
    """Give the look of a standing's square to a bar: hollow, paler, hatched, or as it is."""
    is_hollow, is_closed, is_silent = looks
    paint, background = paint_of(standing, canvas.theme), canvas.surface.background
    stroke = paint.stroke or paint.fill
    opacity = 0.5 if is_closed else 1
    draw = silent_style if is_silent else bar_style
    style: dict[str, Any] = draw(standing, canvas.theme)["marker"]
    if is_hollow:
        hollow = {"color": background, "line": {"color": stroke, "width": 2.5}, "opacity": opacity}
        if not is_silent:
            return hollow
        lines = {**style["pattern"], "fgcolor": canvas.surface.text, "bgcolor": background}
        return {**hollow, "pattern": lines}
    return {**style, "opacity": opacity}


def _draw_ends(canvas: Canvas, placed: Sequence[tuple[Bar, float]]) -> None:
    """Draw a start and a target that no bar joins, and the first target where it was moved."""
    alone = [(bar, y) for bar, y in placed if bar.start is None or bar.target is None]
    starts = [(_named(bar.start, bar), y) for bar, y in alone if bar.start]
    targets = [(_named(bar.target, bar), y) for bar, y in alone if bar.target]
    quiet = canvas.surface.quiet
    canvas.mark(starts, "line-ns", size=14, width=4, color=quiet, edge=quiet)
    canvas.mark(targets, "triangle-down", size=11, width=4, color=quiet)
    ghosts = [(_named(bar.first_target, bar), y) for bar, y in placed if bar.first_target]
    surface = canvas.surface
    ghost_days, ghost_spans = [g for g in ghosts if not is_span(g[0])], [g for g in ghosts if is_span(g[0])]
    canvas.mark(ghost_days, "triangle-down", size=11, color=surface.background, edge=surface.text)
    canvas.mark(ghost_spans, "triangle-down", width=4, dash="dot", opacity=1)


def _named(span: Span, bar: Bar) -> Span:
    return Span(span.first, span.last, bar.words)


def _draw_updates(canvas: Canvas, placed: Sequence[tuple[Bar, float]]) -> None:
    """Draw a mark for each report: what completed it and what stopped it differ from the rest."""
    symbols = {DeliveryStatus.COMPLETED: "star", DeliveryStatus.STOPPED: "x"}
    for symbol in ("circle", *symbols.values()):
        points = [
            (update.span, y)
            for bar, y in placed
            for update in bar.updates
            if (symbols.get(update.status, "circle") if update.status else "circle") == symbol
        ]
        canvas.mark(points, symbol, size=7 if symbol == "circle" else 11, width=3)


def _draw_tile(canvas: Canvas, year: int, y: float, share: float) -> None:
    canvas.figure.add_shape(
        type="rect",
        x0=date(year, 1, 8).isoformat(),
        x1=date(year, 12, 24).isoformat(),
        y0=y - 0.26,
        y1=y + 0.26,
        fillcolor=canvas.surface.text,
        opacity=0.08 + 0.27 * share,
        line={"width": 0},
        layer="below",
    )
