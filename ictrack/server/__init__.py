"""The served app around Streamlit: addresses for programs, guards, start and end."""

from ictrack.server.api import routes
from ictrack.server.faults import tell_fault
from ictrack.server.guards import middleware
from ictrack.server.life import lifespan

__all__ = ["lifespan", "middleware", "routes", "tell_fault"]
