"""What was sent and waits for review: accept it, so that it counts, or return it with a note."""

from ictrack.summaries.review import summarise_review
from ictrack.ui import components
from ictrack.ui.forms.review import draw_city, draw_removed, draw_said
from ictrack.ui.page import current_page

page = current_page()
review = page.read(summarise_review, page.opened("city"))

components.show_sentence(review.sentence)
components.show_notes(review.hint)
draw_said()
for city in review.cities:
    draw_city(city)
draw_removed(review.removed, review.removed_note)
if review.unsent.rows:
    components.show_heading(review.unsent.caption)
    components.show_table(review.unsent)
