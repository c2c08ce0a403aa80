"""Who did what and when, and whether nothing of it was altered."""

from ictrack.language import _
from ictrack.summaries.people import open_people
from ictrack.summaries.table import Linked
from ictrack.ui import components
from ictrack.ui.forms.audit import asked_of_audit, draw_filters, draw_verdict, offer_audit, read_audit
from ictrack.ui.search import show_pages

asked = asked_of_audit()
audit = read_audit(asked)

components.show_problems(audit.problems)
draw_verdict()
draw_filters(audit, asked)
components.show_notes(audit.sentence)
if audit.table.rows:
    components.show_table(audit.table)
    show_pages(audit.pages, _("Pages of the audit"))
    offer_audit(asked)
components.show_text(Linked(_("People"), open_people()))
