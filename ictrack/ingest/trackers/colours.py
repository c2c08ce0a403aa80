"""What colours of cells are called, and the confidence that each is offered as.

A colour is never offered as completed: what is green may go well, and be far from done.
"""

from __future__ import annotations

from colorsys import rgb_to_hls

from ictrack.ingest.trackers.mapping import OPEN
from ictrack.vocabulary import Confidence

RED, AMBER, GREEN = "red", "amber", "green"
# Where a name begins on the circle of colours, in degrees. Yellow is an amber of
# spreadsheets; their own reds, ambers and greens (FFC7CE, FFEB9C, C6EFCE and the full
# ones, FF0000, FFC000, 00B050, 92D050) lie well within.
_NAMES = ((0, RED), (18, AMBER), (66, GREEN), (170, ""), (335, RED))
_CONFIDENCES = {RED: Confidence.OFF_TRACK, AMBER: Confidence.AT_RISK, GREEN: Confidence.ON_TRACK}


def name_of_colour(colour: str) -> str:
    """Call six digits such as FFC000 red, amber or green; nothing for any other colour."""
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4))
    degrees = 360 * rgb_to_hls(red, green, blue)[0]
    return next(name for start, name in reversed(_NAMES) if degrees >= start)


def confidence_of_colour(colour: str) -> str:
    """Give the confidence that a colour is offered as; open for one that is no traffic light."""
    name = name_of_colour(colour)
    return _CONFIDENCES[name] if name else OPEN
