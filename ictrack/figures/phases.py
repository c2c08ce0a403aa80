"""Phases beside each other: the shares completed and known, by months since each began."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from ictrack.escapes import plain_words
from ictrack.figures.palette import SURFACES, Surface, Theme
from ictrack.language import _
from ictrack.summaries.phase_months import FEWEST, PhaseLine, PhaseMonths

# Phases are told apart by dash, marker and the name at the line's end; colour only helps.
_DASHES = ("solid", "dash", "dot", "dashdot")
_MARKERS = ("circle", "square", "diamond", "triangle-up")
_HEIGHT = 560
# Room at the right for the names, in pixels; a longer name is cut, and whole in the table.
_NAME_ROOM = 92
_LONGEST_NAME = 12
_MANY_DAYS = 12


def shares_by_months(months: PhaseMonths, theme: Theme) -> go.Figure:
    """Draw the share completed and the share known, one line per phase, by months since it began."""
    surface = SURFACES[theme]
    figure = make_subplots(
        rows=2,
        cols=1,
        shared_xaxes=True,
        vertical_spacing=0.14,
        subplot_titles=[plain_words(_("Completed")), plain_words(months.known_label)],
    )
    completed = [_shares(line, line.completed) for line in months.lines]
    known = [_shares(line, line.known) for line in months.lines]
    for panel, shares in ((1, completed), (2, known)):
        for place in range(len(months.lines)):
            _draw(figure, months.lines, shares, panel, place, surface)
    figure.update_layout(
        height=_HEIGHT,
        margin={"l": 56, "r": _NAME_ROOM, "t": 40, "b": 48},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"color": surface.text, "size": 13, "family": "sans-serif"},
        showlegend=False,
    )
    furthest = max([1, *(month for line in months.lines for month in line.months)])
    figure.update_xaxes(
        range=[0, furthest * 1.02], dtick=12, showgrid=False, linecolor=surface.hairline, zeroline=False
    )
    figure.update_xaxes(title_text=_("Months since the phase began"), row=2, col=1)
    figure.update_yaxes(
        tickformat=".0%",
        nticks=5,
        gridcolor=surface.hairline,
        gridwidth=0.5,
        zerolinecolor=surface.hairline,
        title_text=_("Share of initiatives"),
    )
    for panel, shares in ((1, completed), (2, known)):
        figure.update_yaxes(range=[0, _top(shares)], row=panel, col=1)
    return figure


def _shares(line: PhaseLine, counts: Sequence[int]) -> list[float | None]:
    """Give the share of the initiatives that counted at each day; nothing where they were too few."""
    return [x / n if n >= FEWEST else None for x, n in zip(counts, line.initiatives, strict=True)]


def _top(shares: Sequence[Sequence[float | None]]) -> float:
    """Leave room for names above the highest point; 100% is never left out without need."""
    highest = max([0.1, *(share for line in shares for share in line if share is not None)])
    return highest * 1.35


def _draw(
    figure: go.Figure,
    lines: Sequence[PhaseLine],
    all_shares: Sequence[Sequence[float | None]],
    panel: int,
    place: int,
    surface: Surface,
) -> None:
    line, shares = lines[place], all_shares[place]
    counts = line.completed if panel == 1 else line.known
    colour = (surface.accent, surface.text, surface.quiet)[place % 3]
    last = max((i for i, share in enumerate(shares) if share is not None), default=None)
    figure.add_scatter(
        x=list(line.months),
        y=list(shares),
        mode="lines+markers+text",
        name=plain_words(line.name),
        line={"color": colour, "width": 2, "dash": _DASHES[place % len(_DASHES)]},
        marker={"symbol": _symbols(line, place), "size": _sizes(line), "color": colour, "opacity": 1},
        text=[_end_label(line) if i == last else "" for i in range(len(shares))],
        textposition=_side(lines, all_shares, place),
        textfont={"color": surface.text, "size": 13},
        customdata=[[x, n] for x, n in zip(counts, line.initiatives, strict=True)],
        hovertemplate="%{x}: %{customdata[0]} / %{customdata[1]}<extra>%{fullData.name}</extra>",
        cliponaxis=False,
        row=panel,
        col=1,
    )


def _symbols(line: PhaseLine, place: int) -> list[str]:
    """Give each day its marker; an open one where the phase ended."""
    symbol = _MARKERS[place % len(_MARKERS)]
    return [f"{symbol}-open" if months == line.ended else symbol for months in line.months]


def _sizes(line: PhaseLine) -> list[int]:
    """Give each day the size of its marker: smaller where a phone would run many together."""
    usual = 8 if len(line.months) <= _MANY_DAYS else 5
    return [14 if months == line.ended else usual for months in line.months]


def _side(lines: Sequence[PhaseLine], all_shares: Sequence[Sequence[float | None]], place: int) -> str:
    """Put a name beside the end of the longest line, and above or below the end of a shorter one."""
    furthest = max(range(len(lines)), key=lambda other: lines[other].months[-1])
    if place == furthest:
        return "middle right"
    end = lines[place].months[-1]
    until = [
        share
        for months, share in zip(lines[furthest].months, all_shares[furthest], strict=True)
        if months <= end
    ]
    mine, other = all_shares[place][-1] or 0, (until[-1] if until else 0) or 0
    return "top right" if mine >= other else "bottom right"


def _end_label(line: PhaseLine) -> str:
    name = line.name if len(line.name) <= _LONGEST_NAME else f"{line.name[: _LONGEST_NAME - 1]}…"
    return f"  {plain_words(name)}"
