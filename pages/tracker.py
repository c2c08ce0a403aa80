"""Bring in a tracker with a column for each date: say how it is read, see what would change, load it."""

from ictrack.ui.forms.tracker import draw_tracker

draw_tracker()
