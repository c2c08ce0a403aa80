"""Answers that are not pages of the app: a sentence, as a page, as text or as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import fill

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from ictrack.errors import NotAllowedError
from ictrack.language import _, current_language
from ictrack.markup import joined

API = "/api/"
_STREAMLIT = "/_stcore/"
# How many letters a line of a narrow screen holds.
_PHONE = 24
_PAGE = """<!doctype html>
<html lang="{language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{heading} · ictrack</title>
<style>body{{font:1.125rem/1.5 Arial,Helvetica,"Liberation Sans",sans-serif;max-width:40rem;margin:4rem auto;
padding:0 1rem;overflow-wrap:anywhere;color-scheme:light dark;background:#fff;color:#0b0c0c}}
h1{{font-size:1.75rem;line-height:1.25}}a{{color:#1d5fa8;display:inline-block;padding:.25rem 0}}
@media(prefers-color-scheme:dark){{body{{background:#14181c;color:#f3f4f5}}a{{color:#8cc1f5}}}}</style></head>
<body><main><h1>{heading}</h1><p>{sentence}</p>{next}</main></body>
</html>
"""
# What may be otherwise in a minute; what a reader may try again as it is.
_PASSES = frozenset({429, 500, 503})


def answer(scope: Scope, status: int, sentence: str, **headers: str) -> Response:
    """Answer a request with a sentence: a page to a reader, JSON to a program or script, else text.

    Names of headers are written with `_` for `-`.
    """
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    if scope["path"].startswith(API):
        return refusal(status, sentence, **named)
    kept = {"Cache-Control": "no-store", **named}
    if scope["path"].startswith(_STREAMLIT) and not wants_page(scope):
        # Streamlit's page shows what it is told, if that is a text in JSON; it breaks no line.
        return JSONResponse(fill(sentence, _PHONE), status, kept)
    if not wants_page(scope):
        return PlainTextResponse(sentence, status, kept)
    return HTMLResponse(_draw_page(status, sentence), status, kept)


def wants_page(scope: Scope) -> bool:
    """Say whether a reader opens an address, and no script of a page asks for it."""
    return "text/html" in Headers(scope=scope).get("accept", "text/html")


async def turn_away(
    scope: Scope, receive: Receive, send: Send, status: int, sentence: str, **headers: str
) -> None:
    """Refuse a request with a sentence, or a web socket before it is open."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008, "reason": sentence[:120]})
        return
    await answer(scope, status, sentence, **headers)(scope, receive, send)


def _draw_page(status: int, sentence: str) -> str:
    return _PAGE.format(
        language=current_language(),
        heading=joined(_heading(status)),
        sentence=joined(sentence),
        next=_next_step(status),
    )


def _heading(status: int) -> str:
    headings = {
        403: _("This is not open to you"),
        404: _("There is no such page"),
        413: _("This is too large"),
        429: _("Too many requests"),
        500: _("Something went wrong"),
        503: _("ictrack cannot be used just now"),
    }
    return headings.get(status, _("This request cannot be answered"))


def _next_step(status: int) -> str:
    """Lead on: to the same address again, or to the first page; nowhere for those who may not enter."""
    if status == 403:
        return ""
    address, words = ("", _("Try again")) if status in _PASSES else ("/", _("Go to the overview"))
    return f'<p><a href="{address}">{joined(words)}</a></p>'


def refusal(
    status: int, sentence: str, allowed: Sequence[str] = (), suggestion: str = "", **headers: str
) -> JSONResponse:
    """Answer a program: what was wrong, what is allowed, and what was perhaps meant."""
    body: dict[str, object] = {"error": sentence, "allowed": list(allowed)}
    if suggestion:
        body["suggestion"] = suggestion
    return JSONResponse(body, status, {"Cache-Control": "no-store", **headers})


def refuse(error: NotAllowedError) -> JSONResponse:
    """Answer a program whose request holds a value that is not allowed."""
    return refusal(400, str(error), error.allowed, error.suggestion)
