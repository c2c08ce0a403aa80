"""What is loaded, and where it came from."""

from ictrack.language import _
from ictrack.summaries.data import summarise_data
from ictrack.summaries.reference import open_reference
from ictrack.summaries.table import Linked
from ictrack.ui import components
from ictrack.ui.page import current_page

page = current_page()
data = page.read(summarise_data, page.opened("city"), page.opened("rule"))

components.show_sentence(data.sentence)
components.show_text(data.to_check)

components.show_heading(_("Sources"))
for source in data.sources:
    components.show_heading(source.title, 3)
    components.show_facts(source.facts)
components.show_text(data.loads)

if data.how_to_load:
    components.show_heading(_("Load your own"))
    components.show_text(*data.how_to_load)
    components.show_command(*data.commands)

components.show_heading(_("Reference data"))
components.show_text(Linked(_("Add or change rows"), open_reference()))
for table in data.reference:
    components.show_same_numbers(table)
