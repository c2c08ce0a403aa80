"""One phase beside the other: all cities, and only those that took part in each."""

from ictrack.figures.lineage import lineage_flow
from ictrack.figures.phases import shares_by_months
from ictrack.language import _
from ictrack.summaries.phases import summarise_phases
from ictrack.ui import components
from ictrack.ui.lists import show_links
from ictrack.ui.page import current_page

page = current_page()
phases = page.read(summarise_phases)

components.show_sentence(phases.sentence)
components.show_notes(*phases.notes)
show_links(phases.lifted)

for comparison in phases.comparisons:
    components.show_heading(comparison.title)
    components.show_squares(comparison.squares, comparison.counts, comparison.title)
    components.show_same_numbers(comparison.table)
    components.show_heading(_("By months since each phase began"), level=3)
    if not comparison.months.is_drawn:
        components.show_notes(comparison.months.sentence)
        components.show_same_numbers(comparison.months.table)
        continue
    components.show_figure(
        shares_by_months,
        comparison.months,
        alt=comparison.months.sentence,
        table=comparison.months.table,
        notes=[_("Open mark: the phase ends. Days on which fewer than 5 initiatives counted are left out.")],
    )
components.show_notes(phases.not_compared)
if phases.comparisons:
    components.show_definition("counted", "standing", "completed", "closed", "plan_link", rows=phases.rows)

if phases.phases.rows:
    components.show_heading(_("The phases and their cities"))
    components.show_table(phases.phases)
if phases.memberships.rows:
    components.show_table(phases.memberships)
    components.show_same_numbers(phases.membership_sources)

if phases.lineage.flows or phases.lineage.missing:
    components.show_heading(_("What became of initiatives"))
components.show_notes(phases.lineage.missing)
for flow in phases.lineage.flows:
    components.show_figure(lineage_flow, flow, alt=flow.sentence, table=flow.table)
