"""When things happened and when they are due: the programme's events, then its initiatives."""

from ictrack.figures.timeline import evidence_strip, initiative_bars, programme_lanes
from ictrack.language import _
from ictrack.summaries.pace import summarise_pace
from ictrack.summaries.timeline import group_choices, summarise_timeline
from ictrack.ui import components, search
from ictrack.ui.choice import choose_from_address
from ictrack.ui.lists import show_links
from ictrack.ui.page import current_page
from ictrack.ui.timeline import show_key

page = current_page()
by = choose_from_address("by", group_choices(), _("Initiatives in groups by"), clears=("start",))
timeline = page.read(summarise_timeline, by, page.opened("start"))
pace = page.read(summarise_pace)

components.show_problems(timeline.problems)
components.show_sentence(timeline.sentence)
show_links(timeline.lifted)

components.show_heading(_("The programme"))
happened = timeline.programme
components.show_figure(
    programme_lanes, happened, "phase", alt=happened.sentence, table=happened.table, notes=happened.notes
)

if bars := timeline.bars:
    components.show_heading(_("Initiatives"))
    show_key(bars)
    components.show_figure(
        initiative_bars,
        bars,
        *("counted", "target", "standing", "closed", "plan_link"),
        alt=bars.sentence,
        table=bars.table,
        notes=[_("The table below leads to each initiative.")],
        rows=timeline.rows,
    )
    search.show_pages(timeline.pages, _("Pages of the timeline"))

if strip := timeline.strip:
    components.show_heading(strip.table.caption)
    terms = ("counted", "last_heard_of", "undated")
    components.show_figure(
        evidence_strip, strip, *terms, alt=strip.sentence, table=strip.table, rows=timeline.rows
    )

if timeline.undated.rows:
    components.show_text(timeline.undated_sentence)
    components.show_same_numbers(timeline.undated)

components.show_heading(_("Pace"))
components.show_text(pace.sentence)
components.show_notes(*pace.notes)
for table in pace.tables:
    components.show_same_numbers(table)
components.show_definition("pace", "last_convening")
