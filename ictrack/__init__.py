"""Progress of action plans, per city and per thematic area, as it stood and as it was known."""

__version__ = "0.1.0"
