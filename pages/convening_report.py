"""The report of a convening: what is missing, words beside the numbers, frozen, handed out."""

from ictrack.language import _
from ictrack.summaries.report_choices import convening_choices, default_convening
from ictrack.ui import components
from ictrack.ui.choice import choose_from_address
from ictrack.ui.forms.convening_report import choose_section, draw_commentary, draw_freeze, draw_said
from ictrack.ui.page import current_page
from ictrack.ui.report_files import choose_audience, draw_files, read_found
from ictrack.ui.report_preview import show_report_section

page = current_page()
choices = convening_choices(page.setting)
event_id = choose_from_address("convening", choices, _("Convening"), default=default_convening(page.setting))
found = read_found(page, event_id, choose_audience()) if event_id else None

if found:
    draw_said()
    components.show_sentence(found.report.stamp.line)
    components.show_notes(*found.report.stamp.warnings)
    components.show_facts(found.report.stamp.facts)

    components.show_heading(_("Numbers"))
    draw_freeze(found, event_id)

    components.show_heading(_("Files"))
    draw_files(found)

    components.show_heading(_("Section by section"))
    section = choose_section(found)
    draw_commentary(found, section)
    components.show_heading(section.title, 3)
    show_report_section(section)
elif not choices:
    components.show_nothing(
        _("No convening is known, so there is none to report to."),
        _("Give it in the file 'events', or under Data, Reference data."),
    )
