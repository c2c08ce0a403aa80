"""Reference data: the cities, events, initiatives and what they hang on, each row to be changed or added."""

from ictrack.summaries.reference import summarise_reference
from ictrack.ui import components
from ictrack.ui.forms.reference import asked_of, draw_choice, draw_reference
from ictrack.ui.page import current_page

page = current_page()
found = page.read(summarise_reference, asked_of(page))

draw_choice(found)
components.show_problems(found.problems)
components.show_sentence(found.sentence)
components.show_notes(*found.notes)
draw_reference(found)
