"""What programs ask of the app: counts, and its health.

`/api/v1/summary.csv` and `.json` take the parameters of the command `summary` and give
the same bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable, Sequence
from datetime import date

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route, Router
from starlette.types import Receive, Scope, Send

from ictrack import __version__
from ictrack.actions.opening import open_shared
from ictrack.commands.printing import Format, print_rows
from ictrack.errors import DiskFullError, IctrackError, JournalBehindError, NotAllowedError
from ictrack.language import _
from ictrack.server.answers import refusal, refuse
from ictrack.server.asking_rights import Asker, find_asker, note_refused
from ictrack.server.callers import is_direct
from ictrack.server.passed import carry_out_passed
from ictrack.store.queries import name_engine
from ictrack.summaries.counts import CountRequest, summarise_counts

Endpoint = Callable[[Request], Awaitable[Response]]

_ONCE = ("as_at", "known_on", "phase")
_REPEATED = {"city": "cities", "area": "areas", "plan_link": "plan_links"}
PARAMETERS = ("by", *_ONCE, *_REPEATED)
_MEDIA_TYPES = {Format.CSV: "text/csv; charset=utf-8", Format.JSON: "application/json"}
_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


def read_request(query: QueryParams) -> CountRequest:
    """Read the parameters of a summary; raises NotAllowedError for one that there is not."""
    for name in query:
        if name not in PARAMETERS:
            raise NotAllowedError("parameter", name, PARAMETERS)
    return CountRequest(
        by=tuple(word.strip() for words in query.getlist("by") for word in words.split(",")),
        **{name: _read_once(query, name) for name in _ONCE},
        **{field: tuple(query.getlist(name)) for name, field in _REPEATED.items()},
    )


def _read_once(query: QueryParams, name: str) -> str | None:
    values = query.getlist(name)
    if len(values) > 1:
        raise NotAllowedError(name, "&".join(values), ["one value"])
    return values[0] if values else None


def _summary(form: Format) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        try:
            asker = await run_in_threadpool(find_asker, request)
            if not asker.is_let_in:
                await run_in_threadpool(note_refused, asker, request.url.path)
                return _not_let_in()
            asked = read_request(request.query_params)
            body = await run_in_threadpool(_print_summary, form, asked, asker, request.url.path)
        except NotAllowedError as error:
            return refuse(error)
        except (DiskFullError, JournalBehindError) as error:
            return refusal(503, str(error))
        return _answer_rows(request, form, body)

    return endpoint


def _not_let_in() -> Response:
    return refusal(
        401,
        _(
            "This needs a login or a token. An administrator makes one: send it as 'Authorization: Bearer "
            "ictrack_...'."
        ),
        **{"WWW-Authenticate": "Bearer"},
    )


def _print_summary(form: Format, request: CountRequest, asker: Asker, path: str) -> bytes:
    counts = summarise_counts(asker.database(), request, date.today())
    asker.note_export(path)
    return print_rows(form, counts.columns, counts.plain_rows()).encode()


def _answer_rows(request: Request, form: Format, body: bytes) -> Response:
    tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache", "Vary": "Authorization, Cookie"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    if form is Format.CSV:
        headers["Content-Disposition"] = 'attachment; filename="summary.csv"'
    return Response(body, media_type=_MEDIA_TYPES[form], headers=headers)


async def _health(request: Request) -> Response:
    try:
        facts = await run_in_threadpool(_read_health)
    except IctrackError as error:
        facts = {"status": "unavailable", "reason": type(error).__name__, "version": __version__}
        return JSONResponse(facts, 503, {"Cache-Control": "no-store"})
    # Versions help whoever looks for a way in: who asks from elsewhere hears that all is well.
    told = facts if is_direct(request.scope) else {"status": facts["status"]}
    return JSONResponse(told, headers={"Cache-Control": "no-store"})


def _read_health() -> dict[str, object]:
    database = open_shared()
    return {
        "status": "ok",
        "version": __version__,
        "data_version": database.version(),
        "engine": name_engine(database),
    }


def _only(methods: Sequence[str], endpoint: Endpoint) -> Endpoint:
    """Answer other methods with 405 and a sentence."""

    async def checked(request: Request) -> Response:
        if request.method in methods:
            return await endpoint(request)
        allow = ", ".join(methods)
        return refusal(405, f"{request.method} is not allowed here. Use {allow}.", methods, Allow=allow)

    return checked


def _route(path: str, endpoint: Endpoint, methods: Sequence[str] = ("GET", "HEAD")) -> Route:
    return Route(path, _only(methods, endpoint), methods=_METHODS)


_addresses = [
    _route("/v1/summary.csv", _summary(Format.CSV)),
    _route("/v1/summary.json", _summary(Format.JSON)),
    _route("/v1/health", _health),
    _route("/v1/commands", carry_out_passed, ("POST",)),
]


async def _no_such_address(scope: Scope, receive: Receive, send: Send) -> None:
    known = [f"/api{route.path}" for route in _addresses]
    response = refusal(404, f"There is no such address. Use {', '.join(known)}.", known)
    await response(scope, receive, send)


routes: list[BaseRoute] = [Mount("/api", app=Router(_addresses, default=_no_such_address))]
