"""Where nothing, or too little, moves: each thematic area of each city, why, and what to ask."""

from ictrack.language import _
from ictrack.summaries.gap_page import summarise_gap_page
from ictrack.ui import components
from ictrack.ui.gaps import show_gap_matrix, show_questions, show_states
from ictrack.ui.lists import show_links
from ictrack.ui.page import current_page

page = current_page()
found = page.read(summarise_gap_page, page.opened("state"))
gaps = found.gaps

components.show_problems(found.problems)
components.show_sentence(gaps.sentence)
components.show_notes(*gaps.notes)
show_links(gaps.lifted)

if found.all_states:
    components.show_heading(_("What it means, and where"))
    show_states(found.sections)
    show_links([found.all_states])

if gaps.cells:
    components.show_heading(_("By city and thematic area"))
    show_gap_matrix(gaps)
    components.show_caption(_("The symbol leads to what it means, the word to the initiatives."))
    components.show_same_numbers(
        gaps.table, "gap", "silent", "closed", "thematic_area", "membership", whole=gaps.download
    )

if found.questions:
    components.show_heading(_("Questions for a taskforce"))
    show_questions(found.questions)

if found.sections and not found.all_states:
    components.show_heading(_("What each means, and where"))
    show_states(found.sections)
