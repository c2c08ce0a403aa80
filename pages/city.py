"""Where one city stands: what moved, what needs its lead, what is due, and whom to ask."""

from ictrack.language import _
from ictrack.summaries.cities import city_choices, summarise_city
from ictrack.summaries.definitions import TERMS_OF_PROGRESS
from ictrack.ui import components
from ictrack.ui.choice import choose_from_address
from ictrack.ui.history_strip import show_history_strip
from ictrack.ui.lists import show_items, show_links, show_short_lists
from ictrack.ui.page import current_page

page = current_page()
names = city_choices(page.setting, page.scope)
first = next(iter(page.scope.cities), None)
city = page.read(summarise_city, choose_from_address("city", names, _("City"), default=first))

components.show_sentence(city.sentence)
components.show_notes(city.part_taken.sentence, city.part_taken.caveat)
components.show_notes(*city.notes)
show_links(city.links)
show_short_lists(city.lists)

if city.counts.initiatives:
    components.show_heading(_("By thematic area"))
    components.show_groups(city.groups, city.counts, city.since)
    components.show_standings(
        city.by_area, city.counts, _("One square per initiative, by thematic area"), city.sentence
    )
    components.show_same_numbers(city.by_area_table, *TERMS_OF_PROGRESS, rows=city.rows)

    components.show_heading(_("Phases side by side"))
    components.show_notes(city.by_phase_sentence)
    components.show_squares(city.by_phase, city.counts, _("One square per initiative, by phase"))
    components.show_same_numbers(city.by_phase_table)

show_history_strip(city.strip)

if city.joint or city.parts.rows:
    components.show_heading(_("Joint initiatives and parts"))
    show_items(city.joint)
    components.show_notes(city.parts_sentence)
if city.parts.rows:
    components.show_table(city.parts)

components.show_heading(_("Updates"))
components.show_notes(city.updates.sentence)
if city.updates.table.rows:
    components.show_table(city.updates.table)
    components.show_downloads(city.updates.table)

peers = city.peers
components.show_table_under(_("Whom to ask"), peers.sentence, peers.table, numbered_rows=30)
show_links([peers.whom_to_ask])

if city.part_taken.table.rows or city.publications.rows:
    components.show_heading(_("Membership, action plans and publications"))
if city.part_taken.table.rows:
    components.show_table(city.part_taken.table)
if city.publications.rows:
    components.show_table(city.publications)
