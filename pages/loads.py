"""Which loads there were, what each changed, and how to take one back."""

from ictrack.language import _
from ictrack.summaries.loads import open_loads, summarise_loads
from ictrack.summaries.table import Linked, open_data
from ictrack.ui import components
from ictrack.ui.forms.undo import draw_undo
from ictrack.ui.page import current_page

page = current_page()
loads = page.read(summarise_loads, page.opened("load"))

components.show_problems([loads.problem] if loads.problem else [])
if loads.opened:
    components.show_sentence(loads.opened.title)
    draw_undo(loads.opened)
    components.show_facts(loads.opened.facts)
    if loads.opened.changed.rows:
        components.show_table(loads.opened.changed, numbered_rows=60)
        components.show_downloads(loads.opened.changed)
    components.show_text(Linked(_("All loads"), open_loads()))
else:
    components.show_sentence(loads.sentence)
    if loads.table.rows:
        components.show_table(loads.table, numbered_rows=60)
        components.show_downloads(loads.whole)
    components.show_text(Linked(_("Data"), open_data()))
