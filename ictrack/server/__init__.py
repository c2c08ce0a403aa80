"""The served app around Streamlit: addresses for programs, guards, start and end."""

from starlette.middleware import Middleware

from ictrack.server.api import routes
from ictrack.server.faults import tell_fault
from ictrack.server.guards import guards
from ictrack.server.life import lifespan
from ictrack.server.login_gate import LoginGate

middleware = [*guards, Middleware(LoginGate)]

__all__ = ["lifespan", "middleware", "routes", "tell_fault"]
