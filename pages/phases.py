"""One phase beside the other: all cities, and only those that took part in each."""

from ictrack.figures.lineage import lineage_flow
from ictrack.figures.phase_dates import standings_by_date
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
    components.show_standings(
        comparison.squares, comparison.counts, comparison.title, alt=comparison.sentence
    )
    components.show_same_numbers(comparison.table)
    components.show_heading(_("By date"), level=3)
    components.show_figure(
        standings_by_date,
        comparison.dates,
        alt=comparison.dates.sentence,
        table=comparison.dates.table,
        notes=[_("Shaded: the time of the phase itself.")],
    )
    components.show_heading(_("By months since each phase began"), level=3)
    months = comparison.months
    if months.is_drawn:
        components.show_figure(
            shares_by_months,
            months,
            alt=months.sentence,
            table=months.table,
            notes=[
                _("Open mark: the phase ends. Days on which fewer than 5 initiatives counted are left out.")
            ],
        )
        continue
    components.show_notes(months.sentence, months.why_squares)
    components.show_standings(months.squares, months.counts, months.table.caption, alt=months.sentence)
    components.show_same_numbers(months.table)
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
