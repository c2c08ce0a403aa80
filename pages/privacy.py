"""What is held about people, where, for how long, who sees it, and whom to ask."""

from ictrack.summaries.privacy import describe_privacy
from ictrack.ui import components

privacy = describe_privacy()

components.show_sentence(privacy.sentence)
for section in privacy.sections:
    components.show_section(section)
