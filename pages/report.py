"""Report on an initiative: what was said last, and what is new; or on many of a city at once."""

from ictrack.summaries.reporting import CityReports, ReportBasis, summarise_reporting
from ictrack.ui import components, search
from ictrack.ui.forms.report import draw_report
from ictrack.ui.forms.report_many import draw_many
from ictrack.ui.page import current_page

page = current_page()
found = page.read(summarise_reporting, page.opened("initiative"), page.opened("city"))

components.show_sentence(found.sentence)
if isinstance(found, ReportBasis):
    components.show_notes(*found.notes)
    draw_report(found)
    search.show_pages(found.links, found.title)
elif isinstance(found, CityReports):
    draw_many(found)
else:
    components.show_text(*found.links)
