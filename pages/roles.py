"""Who may do what: the table of roles, and what its words mean."""

from ictrack.summaries.roles import describe_roles
from ictrack.ui import components

roles = describe_roles()

components.show_sentence(roles.sentence)
for section in roles.sections:
    components.show_section(section)
