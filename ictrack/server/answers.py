"""Answers that are not pages of the app: a sentence, as HTML or as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import Scope

from ictrack.errors import NotAllowedError
from ictrack.language import current_language

API = "/api/"
_PAGE = """<!doctype html>
<html lang="{language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>ictrack</title>
<style>body{{font:1.125rem/1.5 system-ui,sans-serif;max-width:40rem;margin:4rem auto;padding:0 1rem;
overflow-wrap:anywhere;color-scheme:light dark}}</style></head>
<body><main><h1>ictrack</h1><p>{sentence}</p></main></body>
</html>
"""


def answer(scope: Scope, status: int, sentence: str) -> Response:
    """Answer a request with a sentence: JSON under `/api/`, else a small page."""
    if scope.get("path", "").startswith(API):
        return refusal(status, sentence)
    page = _PAGE.format(language=current_language(), sentence=escape(sentence))
    return HTMLResponse(page, status, {"Cache-Control": "no-store"})


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
