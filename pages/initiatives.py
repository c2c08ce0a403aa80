"""Every initiative that counts: search, filter, put in order, take away."""

from ictrack.language import _
from ictrack.summaries.initiatives import summarise_initiatives
from ictrack.ui import components, search
from ictrack.ui.history_strip import show_strip_alone
from ictrack.ui.lists import show_links
from ictrack.ui.page import current_page

page = current_page()
listing = page.read(summarise_initiatives, search.asked_of_list())

components.show_problems(listing.problems)
components.show_sentence(listing.sentence)
show_links(listing.named)
components.show_notes(*listing.taken_notes)
search.draw_search(listing)

if listing.matching:
    if listing.strip:
        show_strip_alone(listing.strip)
    else:
        components.show_table(listing.table)
        components.show_notes(*listing.mark_notes)
    search.show_pages(listing.pages, _("Pages of the list"))
    if not listing.strip:
        search.show_list_downloads(listing)
    components.show_definition(
        "counted",
        "standing",
        "needs_attention",
        "not_reported",
        "closed",
        "silent",
        "plan_link",
        rows=listing.rows,
    )
else:
    components.show_notes(_("Nothing matches. Lift a filter:"))
    show_links(listing.lifted)
