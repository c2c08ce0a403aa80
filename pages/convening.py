"""What changed since the last convening: each initiative in one class, the numbers reconciled."""

from ictrack.figures.waterfall import waterfall_bars
from ictrack.language import _
from ictrack.summaries.ledger import summarise_ledger
from ictrack.ui import components, moments
from ictrack.ui.lists import show_links
from ictrack.ui.page import current_page
from ictrack.ui.search import show_pages

page = current_page()
opening = moments.choose_opening(page)
opens = [page.opened(name) for name in ("measure", "movement", "start")]
ledger = page.read(summarise_ledger, opening, *opens)

components.show_problems(ledger.problems)
components.show_sentence(ledger.sentence)
components.show_notes(*ledger.notes)
show_links((*ledger.lifted, ledger.report))

if ledger.initiatives:
    components.show_heading(_("One number, step by step"))
    moments.choose_measure(page, ledger.measures, ledger.followed)
    components.show_figure(
        waterfall_bars,
        ledger.waterfall,
        alt=ledger.waterfall.sentence,
        table=ledger.waterfall.table,
        notes=[_("Filled: added. Hollow: taken away.")],
    )
    components.show_same_numbers(ledger.reconciled, "movement", "standing", "counted")

    components.show_heading(_("What became of each initiative"))
    components.show_table(ledger.counts)
    components.show_table(ledger.listed)
    show_pages(ledger.pages, _("Pages of the list"))
    components.show_downloads(ledger.download)
