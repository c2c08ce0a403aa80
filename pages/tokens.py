"""Which tokens let programs read, how to make one, and how to take one back."""

from ictrack.language import _
from ictrack.summaries.people import open_people
from ictrack.summaries.table import Linked
from ictrack.ui import components
from ictrack.ui.forms.tokens import draw_make, draw_said, draw_take_back, read_tokens

tokens = read_tokens()

draw_said()
components.show_sentence(tokens.sentence)
components.show_notes(_("A token reads what its role may read, and can change nothing."))
if tokens.table.rows:
    components.show_table(tokens.table)
draw_make(tokens)
draw_take_back(tokens)
components.show_text(Linked(_("People"), open_people()))
