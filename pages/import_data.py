"""Bring a file in: see every problem, put suggestions in, see what would change, then load it."""

from ictrack.ui.forms.import_source import draw_import

draw_import()
