"""The palette, computed: contrast of every mark and word, and distance for colour-blind readers.

Contrast is that of WCAG 2.2 (relative luminance). Colour-blindness is simulated with the
matrices of Machado, Oliveira and Fernandes (2009) at severity 1.0, in linear RGB; the
distance between two colours is CIE76 in Lab under D65.
"""

from __future__ import annotations

import math
from itertools import combinations

import pytest

from ictrack.figures.palette import SURFACES, Paint, Theme, paint_of
from ictrack.vocabulary import Standing

Vector = tuple[float, float, float]
Matrix = tuple[Vector, Vector, Vector]

SOLID = (Standing.COMPLETED, Standing.IN_PROGRESS, Standing.AT_RISK, Standing.BEHIND)
SEEN_NORMALLY: Matrix = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
MACHADO_2009: dict[str, Matrix] = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
XYZ_OF_LINEAR_RGB: Matrix = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
WHITE: Vector = (0.95047, 1.0, 1.08883)
# The least that holds for every pair of solid colours and every kind of colour-blindness.
LEAST_DISTANCE = {Theme.LIGHT: 11.0, Theme.DARK: 20.0}

each_theme = pytest.mark.parametrize("theme", Theme)
each_standing = pytest.mark.parametrize("standing", Standing)


def linear(colour: str) -> Vector:
    """Read a colour such as `#12436D` as linear RGB."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return red, green, blue


def times(matrix: Matrix, vector: Vector) -> Vector:
    """Multiply a matrix by a vector."""
    one, two, three = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    return one, two, three


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours, from 1 to 21."""
    darker, lighter = sorted(
        sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear(colour), strict=True))
        for colour in (one, other)
    )
    return (lighter + 0.05) / (darker + 0.05)


def lab(rgb: Vector) -> Vector:
    """Give a linear RGB colour as Lab; what a simulation puts outside the gamut is clipped."""
    inside = tuple(min(max(channel, 0.0), 1.0) for channel in rgb)
    xyz = times(XYZ_OF_LINEAR_RGB, inside)  # type: ignore[arg-type]
    x, y, z = (_cube_root(value / white) for value, white in zip(xyz, WHITE, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _cube_root(ratio: float) -> float:
    return ratio ** (1 / 3) if ratio > 216 / 24389 else (24389 / 27 * ratio + 16) / 116


def distance(one: str, other: str, seen: Matrix) -> float:
    """Give how far apart two colours are to a reader."""
    first, second = (lab(times(seen, linear(colour))) for colour in (one, other))
    return math.dist(first, second)


def edge_of(paint: Paint) -> str:
    """Give the colour that sets a mark off: its fill, or the stroke of its pattern and outline."""
    return paint.stroke or paint.fill


@each_theme
@each_standing
def test_every_mark_stands_out_from_the_page(standing: Standing, theme: Theme) -> None:
    assert contrast(edge_of(paint_of(standing, theme)), SURFACES[theme].background) >= 3


@each_theme
@each_standing
def test_every_letter_can_be_read_on_its_mark(standing: Standing, theme: Theme) -> None:
    paint = paint_of(standing, theme)
    assert contrast(paint.ink, paint.fill) >= 4.5


@each_theme
@pytest.mark.parametrize("name", ["text", "quiet", "accent"])
def test_words_can_be_read_on_the_page(name: str, theme: Theme) -> None:
    assert contrast(getattr(SURFACES[theme], name), SURFACES[theme].background) >= 4.5


@each_theme
def test_four_standings_are_solid_and_the_rest_differ_by_pattern(theme: Theme) -> None:
    paints = {standing: paint_of(standing, theme) for standing in Standing}
    assert {standing for standing, paint in paints.items() if not paint.pattern} == set(SOLID)
    patterns = [paint.pattern for paint in paints.values() if paint.pattern]
    assert len(patterns) == len(set(patterns))


@each_theme
@pytest.mark.parametrize("seen", [SEEN_NORMALLY, *MACHADO_2009.values()], ids=["normal", *MACHADO_2009])
def test_the_solid_colours_stay_apart_for_every_reader(seen: Matrix, theme: Theme) -> None:
    fills = [paint_of(standing, theme).fill for standing in SOLID]
    nearest = min(distance(one, other, seen) for one, other in combinations(fills, 2))
    assert nearest >= LEAST_DISTANCE[theme]


def test_the_measures_agree_with_known_values() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert lab(linear("#ffffff")) == pytest.approx((100, 0, 0), abs=0.02)
    assert lab(linear("#ff0000")) == pytest.approx((53.24, 80.09, 67.20), abs=0.05)
