"""What is loaded, where it came from, and what there is to check in it."""

from ictrack.language import _
from ictrack.summaries.contradictions import summarise_contradictions
from ictrack.summaries.data import summarise_data
from ictrack.summaries.reference import open_reference
from ictrack.summaries.table import Linked
from ictrack.ui import components
from ictrack.ui.page import current_page

page = current_page()
data = page.read(summarise_data)
things = page.read(summarise_contradictions, page.opened("city"), page.opened("rule"))

components.show_sentence(data.sentence)
components.show_problems(things.problems)

components.show_heading(_("Things to check"))
components.show_text(things.sentence)
components.show_notes(things.caveat)
if things.narrowed:
    components.show_text(things.narrowed)
    components.show_findings(things.findings)
elif things.total:
    components.show_table(things.by_city)
if things.shown:
    components.show_downloads(things.table)
components.show_same_numbers(things.catalogue)

components.show_heading(_("Sources"))
for source in data.sources:
    components.show_heading(source.title, 3)
    components.show_facts(source.facts)
components.show_text(data.loads)

components.show_heading(_("Load your own"))
components.show_text(*data.how_to_load)
components.show_command(*data.commands)

components.show_heading(_("Reference data"))
components.show_text(Linked(_("Add or change rows"), open_reference()))
for table in data.reference:
    components.show_same_numbers(table)

if things.total and not things.narrowed:
    components.show_heading(_("All things to check"))
    components.show_findings(things.findings)
