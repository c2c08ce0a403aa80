"""Who delivers and champions, for whom, and what is missing, in each thematic area: what is absent where."""

from ictrack.language import _
from ictrack.summaries.lenses import summarise_lens
from ictrack.ui import components
from ictrack.ui.lenses import show_lens_choice
from ictrack.ui.lists import show_items, show_links
from ictrack.ui.page import current_page

page = current_page()
seen = page.read(summarise_lens, page.opened("lens"))

components.show_problems(seen.problems)
show_lens_choice(seen.lens)
components.show_sentence(seen.sentence)

if seen.matrix:
    components.show_matrix(seen.matrix)
    components.show_notes(*seen.notes)
    components.show_downloads(seen.table)
show_links(seen.links)

if seen.absent:
    components.show_heading(_("Not named, by thematic area"))
    components.show_notes(seen.absent_note)
    show_items(seen.absent)

if seen.champions:
    components.show_heading(_("Who champions"))
    components.show_notes(seen.champions.sentence)
    show_links(seen.champions.links)
    if seen.champions.matrix:
        components.show_matrix(seen.champions.matrix)
        components.show_downloads(seen.champions.table)

if seen.matrix:
    components.show_definition(seen.term, "not_stated", "counted", "thematic_area", rows=seen.rows)
