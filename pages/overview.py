"""Where the network stands: the sentence, the five groups, one square per initiative."""

from ictrack.figures.progress import progress_over_time
from ictrack.language import _
from ictrack.summaries.definitions import TERMS_OF_PROGRESS
from ictrack.summaries.overview import summarise_overview
from ictrack.ui import components
from ictrack.ui.lists import show_links
from ictrack.ui.page import current_page

page = current_page()
overview = page.read(summarise_overview)

components.show_sentence(overview.sentence)
show_links(overview.lifted)

if overview.counts.initiatives:
    components.show_groups(overview.groups, overview.counts, overview.since)
    components.show_standings(
        overview.squares, overview.counts, _("One square per initiative, by city"), overview.sentence
    )
    components.show_notes(overview.delivered, overview.freshness, *overview.caveats)
    components.show_same_numbers(overview.squares_table, *TERMS_OF_PROGRESS, rows=overview.rows)

    components.show_heading(_("By city and thematic area"))
    components.show_notes(overview.matrix.note)
    components.show_matrix(overview.matrix)
    components.show_definition("counted", "thematic_area", rows=overview.rows)

    components.show_heading(_("Progress over time"))
    components.show_figure(
        progress_over_time,
        overview.series,
        "as_at",
        "standing",
        alt=overview.series.sentence,
        table=overview.series.table,
        rows=overview.rows,
        notes=[_("Dotted lines: convenings.")],
    )

components.show_heading(_("What has been published"))
components.show_notes(overview.publications_sentence)
if overview.publications.rows:
    components.show_table(overview.publications)
    components.show_downloads(overview.publications)
