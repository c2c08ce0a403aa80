"""Who may log in: who waits for a role, who has which, and what can be done for one of them."""

from ictrack.language import _
from ictrack.summaries.people import open_people
from ictrack.summaries.table import Linked, Target
from ictrack.ui import components
from ictrack.ui.forms.people import draw_new_person, draw_person, draw_said, read_people
from ictrack.ui.page import current_page

page = current_page()
people = read_people()

draw_said()
components.show_problems([people.problem] if people.problem else [])
if people.opened:
    components.show_sentence(people.opened.sentence)
    draw_person(people, people.opened)
    components.show_text(Linked(_("All people"), open_people()))
else:
    components.show_sentence(people.sentence)
    components.show_notes(people.hint)
    for table in (people.waiting, people.table):
        if table.rows:
            components.show_table(table)
    draw_new_person(people)
    components.show_text(
        Linked(_("Who may do what"), Target("roles")),
        Linked(_("Tokens for programs"), Target("tokens")),
        Linked(_("Audit: who did what"), Target("audit")),
    )
