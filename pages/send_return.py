"""What a workbook that a city sent back says, and what becomes of it."""

from ictrack.ui.forms.send_return import draw_send_return

draw_send_return()
