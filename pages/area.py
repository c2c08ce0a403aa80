"""Where one thematic area stands across the cities: what happens, where nothing does, and who takes part."""

from ictrack.language import _
from ictrack.summaries.areas import area_choices, first_area, summarise_area
from ictrack.ui import components
from ictrack.ui.choice import choose_from_address
from ictrack.ui.history_strip import show_history_strip
from ictrack.ui.lists import show_links
from ictrack.ui.page import current_page

page = current_page()
names = area_choices(page.setting)
chosen = choose_from_address("area", names, _("Thematic area"), default=first_area(page.scope))
area = page.read(summarise_area, chosen)

components.show_sentence(area.sentence)
components.show_notes(*area.notes)
show_links(area.lifted)

if area.counts.initiatives:
    components.show_groups(area.groups, area.counts, area.since)
    components.show_standings(
        area.by_city, area.counts, _("One square per initiative, by city"), area.sentence
    )
    components.show_notes(area.mapped)
    components.show_same_numbers(
        area.by_city_table,
        "thematic_area",
        "counted",
        "standing",
        "delivered",
        "not_reported",
        "silent",
        "plan_link",
        rows=area.rows,
    )

if area.absent.rows:
    components.show_heading(_("Where there is none"))
    components.show_notes(area.absent_sentence)
    components.show_table(area.absent)

if area.counts.initiatives:
    components.show_heading(_("Initiatives"))
    components.show_table(area.initiatives, numbered_rows=50)
    components.show_downloads(area.initiatives)

    show_history_strip(area.strip)

    components.show_table_under(_("Who takes part"), area.sectors.sentence, area.sectors.table)
    audiences = area.audiences
    components.show_table_under(_("For whom"), audiences.sentence, audiences.table, numbered_rows=12)

    components.show_heading(_("Updates"))
    components.show_notes(area.updates.sentence)
if area.updates.table.rows:
    components.show_table(area.updates.table)
    components.show_downloads(area.updates.table)
