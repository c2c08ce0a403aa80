"""One phase beside the other: all cities, and only those that took part in each."""

from ictrack.language import _
from ictrack.summaries.phases import summarise_phases
from ictrack.ui import components
from ictrack.ui.lists import show_links
from ictrack.ui.page import current_page
from ictrack.ui.phases import show_comparison, show_lineage

page = current_page()
phases = page.read(summarise_phases)

components.show_sentence(phases.sentence)
components.show_notes(*phases.notes)
show_links(phases.lifted)

for comparison in phases.comparisons:
    show_comparison(comparison)
components.show_notes(phases.not_compared)
if phases.comparisons:
    components.show_definition("counted", "standing", "completed", "closed", "plan_link", rows=phases.rows)

if phases.phases.rows:
    components.show_heading(_("The phases and their cities"))
    components.show_table(phases.phases)
if phases.memberships.rows:
    components.show_table(phases.memberships)
    components.show_same_numbers(phases.membership_sources)

show_lineage(phases.lineage)
