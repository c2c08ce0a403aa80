"""When things happened and when they are due: the programme's events, then its initiatives."""

from ictrack.figures.timeline import evidence_strip, programme_lanes
from ictrack.language import _
from ictrack.summaries.pace import summarise_pace
from ictrack.summaries.timeline import group_choices, summarise_timeline
from ictrack.ui import components, search
from ictrack.ui.choice import choose_from_address
from ictrack.ui.lists import show_links
from ictrack.ui.page import current_page
from ictrack.ui.timeline import show_bars

page = current_page()
by = choose_from_address("by", group_choices(), _("Initiatives in groups by"), clears=("start",))
timeline = page.read(summarise_timeline, by, page.opened("start"))
pace = page.read(summarise_pace)

components.show_problems(timeline.problems)
components.show_sentence(timeline.sentence)
show_links(timeline.links)

happened = timeline.programme
components.show_heading(_("The programme"))
if happened.lanes:
    components.show_figure(
        programme_lanes, happened, "phase", alt=happened.sentence, table=happened.table, notes=happened.notes
    )
else:
    components.show_text(happened.sentence)

if timeline.bars:
    components.show_heading(_("Initiatives"))
    show_bars(timeline.bars, timeline.rows)
    search.show_pages(timeline.pages, _("Pages of the timeline"))

if strip := timeline.strip:
    components.show_heading(strip.table.caption)
    components.show_figure(
        evidence_strip,
        strip,
        *("counted", "last_heard_of", "undated"),
        alt=strip.sentence,
        table=strip.table,
        notes=[strip.note],
        rows=timeline.rows,
    )

if timeline.undated.rows:
    components.show_text(timeline.undated_sentence)
    components.show_same_numbers(timeline.undated)

components.show_heading(_("Pace"))
components.show_text(pace.sentence)
components.show_notes(*pace.notes)
for numbers in pace.tables:
    components.show_same_numbers(numbers)
components.show_definition("pace", "last_convening")
