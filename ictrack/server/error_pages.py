"""A page, with words, in place of the bare answers of the framework."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ictrack.language import _
from ictrack.server.answers import API, answer, wants_page


class ErrorPages:
    """Tell a reader in a page what Streamlit says in a word, such as `Not Found`."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and put a page in the place of a bare answer."""
        if scope["type"] != "http" or scope["path"].startswith(API) or not wants_page(scope):
            await self._app(scope, receive, send)
            return
        replaced = False

        async def send_in_words(message: Message) -> None:
            nonlocal replaced
            if replaced:
                return
            replaced = _is_bare(message)
            if replaced:
                status = int(message["status"])
                await answer(scope, status, _sentence(status))(scope, receive, send)
                return
            await send(message)

        await self._app(scope, receive, send_in_words)


def _is_bare(message: Message) -> bool:
    if message["type"] != "http.response.start" or message["status"] < 400:
        return False
    kind = Headers(raw=message["headers"]).get("content-type", "text/plain")
    return kind.startswith("text/plain")


def _sentence(status: int) -> str:
    if status == 404:
        return _("Nothing is at this address any more, or nothing ever was.")
    return _("The app does not understand this address. Open a page by its menu.")
