"""Trackers as people keep them: one row per initiative, one column per reporting date."""
