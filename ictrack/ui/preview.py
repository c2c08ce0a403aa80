"""What a load would do, or did, drawn in the same way wherever rows come in."""

from __future__ import annotations

from ictrack.actions.receipt import Receipt
from ictrack.language import _
from ictrack.reports.load_preview import preview_load
from ictrack.ui import components


def draw_preview(receipt: Receipt) -> None:
    """Draw what becomes of each row: its counts, then conflicts, changes and new rows, cell by cell.

    Problems are not drawn: who asks for rows draws them where they can be mended.
    """
    preview = preview_load(receipt)
    components.show_sentence(preview.sentence)
    components.show_notes(*preview.notes)
    if preview.counts.rows:
        components.show_table(preview.counts)
    if preview.conflicts.rows:
        components.show_notes(
            _(
                "These rows say something else than what is stored, and what is stored is not changed by a "
                "load. The problem of each row says what to send instead."
            )
        )
        components.show_table(preview.conflicts, numbered_rows=50)
    if preview.changed.rows:
        components.show_table(preview.changed, numbered_rows=50)
    if preview.new.rows:
        components.show_table(preview.new, numbered_rows=50)
    if preview.readings.rows:
        components.show_same_numbers(preview.readings)
