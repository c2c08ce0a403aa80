"""What contradicts itself or is incomplete, city by city: what is wrong, why it matters, how to mend it."""

from ictrack.language import _
from ictrack.summaries.contradictions import summarise_contradictions
from ictrack.summaries.table import Linked, open_data
from ictrack.ui import components
from ictrack.ui.page import current_page
from ictrack.ui.things_to_check import draw_city_lists

page = current_page()
things = page.read(summarise_contradictions, page.opened("city"), page.opened("rule"))

components.show_sentence(things.sentence)
components.show_notes(things.caveat)
components.show_problems(things.problems)
if things.narrowed:
    components.show_text(*things.narrowed)
elif things.total:
    components.show_table(things.by_city)
if things.shown:
    draw_city_lists(page, things)
components.show_findings(things.findings)

if things.shown and not things.is_of_one_city:
    components.show_heading(_("All of them in one table"))
    components.show_downloads(things.table)
components.show_same_numbers(things.catalogue)
components.show_text(Linked(_("What is loaded, and where it came from"), open_data()))
