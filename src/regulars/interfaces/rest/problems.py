"""Whatever goes wrong is a problem (RFC 9457) with a stable type; what a server keeps to itself stays unsaid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.types import Scope

from regulars import errors
from regulars.errors import RegularsError
from regulars.interfaces.rest.wording import says, shown, why_unreadable

NAMESPACE = "urn:regulars:problem:"
MEDIA_TYPE = "application/problem+json"
LOCKED_SECONDS = 900
NO_PATH = "This path is none of the API's: /openapi.json lists them all, and none of them ends with a slash."


@dataclass(frozen=True, slots=True)
class Sort:
    """One sort of problem: its type's last part, its status, its title.

    ``own_words``: the error may speak for itself. ``says``: the detail where it may not.
    """

    name: str
    status: int
    title: str
    own_words: bool = True
    headers: Mapping[str, str] = field(default_factory=dict)
    says: str = ""


INVALID = Sort("invalid-request", 422, "The request makes no sense as it is")
NO_KEY = Sort("idempotency-key-missing", 400, "A request that writes needs an Idempotency-Key")
UNAUTHORIZED = Sort("unauthorized", 401, "An API key is needed", headers={"WWW-Authenticate": "Bearer"})
FORBIDDEN = Sort("forbidden", 403, "This key may not do that")
NOT_FOUND = Sort("not-found", 404, "There is no such thing")
UNSUPPORTED = Sort("unsupported-media-type", 415, "The body is not JSON as it is read here")
METHOD = Sort("method-not-allowed", 405, "This path does not take that method")
TOO_LARGE = Sort("too-large", 413, "The request is too large", says="A body has at most 1 MiB.")
RATE = Sort("rate-limited", 429, "Too many requests")
LOCKED = Sort("locked-out", 429, "Too many wrong guesses", headers={"Retry-After": str(LOCKED_SECONDS)})
AWAY = Sort("unavailable", 503, "The service cannot answer now", own_words=False, headers={"Retry-After": "5"})
BUG = Sort("internal", 500, "This is a bug of ours", own_words=False)
# The first class that an error is an instance of says what it becomes.
SORTS: tuple[tuple[type[RegularsError], Sort], ...] = (
    (errors.NotInStore, NOT_FOUND),
    (
        errors.IdempotencyConflict,
        Sort(
            "idempotency-conflict",
            422,
            "The key came before with another request",
            own_words=False,
            says="Nothing was done. A repeat has the same path and body; another act takes an Idempotency-Key of its own.",
        ),
    ),
    (
        errors.InProgress,
        Sort(
            "in-progress",
            409,
            "The same request is being worked on",
            False,
            {"Retry-After": "1"},
            says="Another request with this Idempotency-Key is not done yet: send this one again in a second.",
        ),
    ),
    (errors.LimitReached, Sort("limit-reached", 409, "A limit does not allow it")),
    (errors.InsufficientPoints, Sort("insufficient-points", 409, "There are not enough points")),
    (errors.CodeRefused, Sort("code-refused", 409, "The code gives nothing")),
    (errors.LockedOut, LOCKED),
    (errors.Busy, Sort("busy", 503, "Others are writing", own_words=False, headers={"Retry-After": "1"})),
    (errors.UsageError, INVALID),
    (errors.InputError, INVALID),
    (errors.RegularsError, AWAY),
)
_OF_STATUS = {
    400: INVALID,
    401: UNAUTHORIZED,
    403: FORBIDDEN,
    404: NOT_FOUND,
    405: METHOD,
    413: TOO_LARGE,
    415: UNSUPPORTED,
    503: AWAY,
}


class Problem(Exception):
    """Raised within the interface itself, where no error of the domain says it."""

    def __init__(self, sort: Sort, detail: str = "", headers: Mapping[str, str] | None = None) -> None:
        super().__init__(sort.title)
        self.sort, self.detail, self.headers = sort, detail, dict(headers or {})


def sort_of(error: RegularsError) -> Sort:
    return next(sort for kind, sort in SORTS if isinstance(error, kind))


def answer(sort: Sort, detail: str = "", *, headers: Mapping[str, str] | None = None, **more: Any) -> JSONResponse:
    """A problem as a response. Members that are empty are left out."""
    said = {"type": NAMESPACE + sort.name, "title": sort.title, "status": sort.status, "detail": detail, **more}
    body = {name: value for name, value in said.items() if value}
    return JSONResponse(body, sort.status, {**sort.headers, **(headers or {})}, media_type=MEDIA_TYPE)


def handle(app: FastAPI, routes: Sequence[APIRoute]) -> None:
    """Let every failure of an application with these routes become a problem."""
    app.add_exception_handler(Problem, _problem)
    app.add_exception_handler(RegularsError, _ours)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, partial(_http, routes))
    app.add_exception_handler(Exception, lambda _request, _error: answer(BUG))


def note(scope: Scope, error: RegularsError) -> None:
    """Leave with a request why it failed, for the line in our log: the caller does not hear it."""
    scope.setdefault("state", {})["why"] = error.found


def _problem(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, Problem)
    return answer(error.sort, error.detail, headers=error.headers)


def _ours(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RegularsError)
    sort = sort_of(error)
    if not sort.own_words:
        note(request.scope, error)
        return answer(sort, sort.says)
    return answer(sort, error.found, expected=error.expected, do=error.do)


def _invalid(_: Request, error: Exception) -> JSONResponse:
    """Where each thing that is wrong stands, and what is wrong with it; never what it was."""
    assert isinstance(error, RequestValidationError)
    found = error.errors()
    if any(e["loc"][:2] == ("header", "Idempotency-Key") and e["type"] == "missing" for e in found):
        return answer(NO_KEY)
    listed = [{"at": ".".join(shown(str(part)) for part in e["loc"]), "says": says(e)[:300]} for e in found[:20]]
    return answer(INVALID, "Some of it is missing, unknown, or not of the kind it should be.", errors=listed)


def _http(routes: Sequence[APIRoute], request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    if error.status_code == 400:  # the body could not be read at all
        return answer(INVALID, why_unreadable(error.__cause__))
    sort = _OF_STATUS.get(error.status_code) or Sort("refused", error.status_code, "The request is refused")
    headers = dict(error.headers or {})
    if error.status_code == 405:
        methods = ", ".join(_methods_at(routes, request) or sorted(headers.get("allow", "GET").split(", ")))
        return answer(sort, f"This path takes {methods}.", headers={**headers, "Allow": methods})
    return answer(sort, NO_PATH if sort is NOT_FOUND else sort.says, headers=headers)


def _methods_at(routes: Sequence[APIRoute], request: Request) -> list[str]:
    """What can be asked of a path: all of it, where one route alone would name its own method."""
    here = [route.methods or set() for route in routes if route.path_regex.match(request.scope["path"])]
    return sorted(set[str]().union(*here))
