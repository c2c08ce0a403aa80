"""What ictrack is and is not, what its words mean, and what its numbers rest on."""

from ictrack.summaries.about import summarise_about
from ictrack.ui import components
from ictrack.ui.page import current_page

about = current_page().read(summarise_about)

components.show_sentence(about.sentence)
for section in about.sections:
    components.show_section(section)
