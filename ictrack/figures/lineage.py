"""What became of one phase's initiatives in the next, as bands as wide as their numbers.

Drawn here and not by Plotly's Sankey, which puts the ways in an order of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import plotly.graph_objects as go

from ictrack.escapes import plain_words
from ictrack.figures.palette import SURFACES, Surface, Theme
from ictrack.language import _
from ictrack.summaries.lineage import Fate, Flow

# The columns of the picture, from 0 at the left to 1 at the right.
_LEFT, _MIDDLE, _RIGHT = 0.0, 0.4, 1.0
_POST = 0.012
_STEPS = 24
_PIXELS_OF_A_WAY = 60


@dataclass(frozen=True)
class _Post:
    """A standing bar: where its top is, and how high it is, in numbers of initiatives."""

    top: float
    height: float


def lineage_flow(flow: Flow, theme: Theme) -> go.Figure:
    """Draw one phase's initiatives on the left, what became of them, and the next phase's on the right."""
    surface = SURFACES[theme]
    ways = _stack(flow)
    earlier, later = _beside(ways, flow.leaving), _beside(ways, flow.arriving)
    figure = go.Figure()
    _draw_bands(figure, ways, flow.leaving, earlier, surface, from_left=True)
    _draw_bands(figure, ways, flow.arriving, later, surface, from_left=False)
    posts = [
        (_LEFT, earlier, f"{flow.earlier}: {sum(flow.leaving.values())}"),
        *((_MIDDLE, post, _name(flow, fate)) for fate, post in ways.items()),
        (_RIGHT - _POST, later, f"{flow.later}: {sum(flow.arriving.values())}"),
    ]
    for x, post, name in posts:
        _draw_post(figure, x, post, name, surface)
    bottom = max(post.top + post.height for _x, post, _name_of in posts)
    figure.update_layout(
        height=100 + _PIXELS_OF_A_WAY * len(ways),
        margin={"l": 4, "r": 4, "t": 40, "b": 8},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"color": surface.text, "size": 13, "family": "sans-serif"},
        showlegend=False,
    )
    figure.update_xaxes(visible=False, range=[_LEFT, _RIGHT], fixedrange=True)
    figure.update_yaxes(visible=False, range=[bottom, 0], fixedrange=True)
    return figure


def _stack(flow: Flow) -> dict[Fate, _Post]:
    """Put the ways one below the other, with a gap that leaves room for their names."""
    sizes = {fate: max(flow.leaving.get(fate, 0), flow.arriving.get(fate, 0)) for fate in Fate}
    taken = {fate: size for fate, size in sizes.items() if size}
    gap = max(1.0, sum(taken.values()) * 0.06)
    ways, top = {}, 0.0
    for fate, size in taken.items():
        ways[fate] = _Post(top, size)
        top += size + gap
    return ways


def _beside(ways: Mapping[Fate, _Post], through: Mapping[Fate, int]) -> _Post:
    """Put a phase beside the ways that its initiatives took, in the middle of them."""
    total = sum(through.values())
    weighted = sum((ways[fate].top + ways[fate].height / 2) * number for fate, number in through.items())
    return _Post(max(0.0, weighted / max(total, 1) - total / 2), total)


def _draw_bands(
    figure: go.Figure,
    ways: Mapping[Fate, _Post],
    through: Mapping[Fate, int],
    phase: _Post,
    surface: Surface,
    *,
    from_left: bool,
) -> None:
    at = phase.top
    for fate, number in through.items():
        here, there = _Post(at, number), _Post(ways[fate].top, number)
        x_of = (_LEFT + _POST, _MIDDLE) if from_left else (_MIDDLE + _POST, _RIGHT - _POST)
        ends = (here, there) if from_left else (there, here)
        figure.add_scatter(
            x=_band_x(*x_of),
            y=_band_y(*ends),
            fill="toself",
            mode="lines",
            line={"width": 0.5, "color": surface.background},
            fillcolor=surface.hairline,
            hoverinfo="skip",
        )
        at += number


def _band_x(start: float, end: float) -> list[float]:
    forth = [start + (end - start) * step / _STEPS for step in range(_STEPS + 1)]
    return [*forth, *reversed(forth)]


def _band_y(start: _Post, end: _Post) -> list[float]:
    """Let a band's upper edge swing from one post to the other, and its lower edge back."""
    swing = [(step / _STEPS) ** 2 * (3 - 2 * step / _STEPS) for step in range(_STEPS + 1)]
    upper = [start.top + (end.top - start.top) * part for part in swing]
    first, last = start.top + start.height, end.top + end.height
    lower = [first + (last - first) * part for part in swing]
    return [*upper, *reversed(lower)]


def _draw_post(figure: go.Figure, x: float, post: _Post, name: str, surface: Surface) -> None:
    figure.add_shape(
        type="rect",
        x0=x,
        x1=x + _POST,
        y0=post.top,
        y1=post.top + post.height,
        fillcolor=surface.text,
        line={"width": 0},
    )
    at_right = x > _MIDDLE
    figure.add_annotation(
        x=x if at_right else x + _POST,
        y=post.top + post.height / 2,
        text=plain_words(name),
        showarrow=False,
        xanchor="right" if at_right else "left",
        xshift=-4 if at_right else 4,
        font={"color": surface.text, "size": 13},
        bgcolor=surface.background,
    )


def _name(flow: Flow, fate: Fate) -> str:
    """Name a way with its numbers: how many left by it, and how many came by it where that differs."""
    left, came = flow.leaving.get(fate, 0), flow.arriving.get(fate, 0)
    if left and came and left != came:
        return _("{what}: {left} to {came}", what=flow.labels[fate], left=left, came=came)
    return f"{flow.labels[fate]}: {left or came}"
