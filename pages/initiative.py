"""One initiative: where it stands and why, its history, its dates, its sources."""

from ictrack.language import _
from ictrack.summaries.initiative import UnknownInitiative, summarise_initiative
from ictrack.ui import components, history, search
from ictrack.ui.page import current_page

page = current_page()
found = page.read(summarise_initiative, page.opened("initiative"))

if isinstance(found, UnknownInitiative):
    components.show_sentence(found.sentence)
    components.show_text(*found.suggestions)
else:
    components.show_sentence(found.sentence)
    if found.description:
        components.show_text(found.description)
    components.show_notes(found.not_counted)
    components.show_notes(*found.why)
    components.show_text(*found.reporting)
    history.show_marks(found.marks)
    history.show_history(found.history)
    if found.targets.table.rows:
        components.show_table_under(_("Target dates"), found.targets.sentence, found.targets.table)

    components.show_heading(_("What it is"))
    components.show_facts(found.facts)
    components.show_notes(found.not_stated)

    if found.milestones.rows:
        components.show_heading(_("Milestones"))
        components.show_table(found.milestones)
    if found.links.rows:
        components.show_heading(_("What it belongs with"))
        components.show_table(found.links)

    components.show_definition("standing", "closed", "silent", "plan_link", "as_at")
    search.show_pages(found.neighbours, _("Initiatives of the same city"))
