"""Where nothing, or too little, moves: whom to ask, each thematic area of each city, why, what to discuss."""

from ictrack.language import _
from ictrack.summaries.gap_elsewhere import summarise_elsewhere
from ictrack.summaries.gap_help import summarise_exchange
from ictrack.summaries.gap_page import summarise_gap_page
from ictrack.ui import components
from ictrack.ui.exchange import choose_place, show_answers, show_exchange
from ictrack.ui.gaps import show_gap_matrix, show_questions, show_states
from ictrack.ui.lenses import show_lens_choice
from ictrack.ui.lists import show_links
from ictrack.ui.page import current_page
from ictrack.ui.taskforce_files import draw_taskforce_page

page = current_page()
found = page.read(summarise_gap_page, page.opened("state"))
gaps = found.gaps

components.show_problems(found.problems)
if found.asks_whom:
    place, cell, words = choose_place(gaps)
    asked = page.read(summarise_elsewhere, place, cell, words)
    components.show_sentence(asked.sentence)
    components.show_text(*asked.here)
    show_answers(asked.answers)
    components.show_notes(asked.note)
    draw_taskforce_page(place)
else:
    components.show_sentence(gaps.sentence)

if found.all_states:
    components.show_heading(_("What it means, and where"))
    show_states(found.sections)
    show_links([found.all_states])

components.show_heading(_("By city and thematic area"))
components.show_text(*found.told)
components.show_notes(*gaps.notes)
show_links(gaps.lifted)
if gaps.cells:
    show_gap_matrix(gaps)
    components.show_caption(_("The symbol leads to what it means, the word to the initiatives."))
    components.show_same_numbers(
        gaps.table, "gap", "silent", "closed", "thematic_area", "membership", whole=gaps.download
    )

components.show_heading(_("Who takes part, for whom, what is missing"))
show_lens_choice()

if found.questions:
    components.show_heading(_("Questions for a taskforce"))
    show_questions(found.questions)

if found.sections and not found.all_states:
    show_exchange(page.read(summarise_exchange))
    components.show_heading(_("What each means, and where"))
    show_states(found.sections)
