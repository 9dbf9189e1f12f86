"""Query parameters are those that a call has: a mistyped `dryrun` must not become a spend in earnest."""

from __future__ import annotations

from collections import Counter

from fastapi import Request
from fastapi.routing import APIRoute

from regulars.errors import UsageError


def need_known(request: Request) -> None:
    """Raise UsageError where a request has a query parameter that its call does not, or what comes once comes twice."""
    _need_one_key(request)
    given = Counter(name for name, _ in request.query_params.multi_items())
    if not given:
        return
    known = parameters_of(request.scope["route"])
    for name, times in given.items():
        if name not in known:
            there_are = ", ".join(known) if known else "no query parameter: what is asked goes into the body"
            raise UsageError(
                f"this call has no query parameter {name[:100]!r}, so nothing was done",
                expected=there_are,
                do="correct its name, or leave it out",
            )
        if times > 1:
            raise UsageError(f"the query parameter {name} comes {times} times", expected="each once", do="send one of them")


def _need_one_key(request: Request) -> None:
    """Raise UsageError where a request has two names for its act: a repeat with either would not be known."""
    if (times := len(request.headers.getlist("idempotency-key"))) > 1:
        raise UsageError(f"the header Idempotency-Key comes {times} times", expected="it once", do="send one of them")


def parameters_of(route: APIRoute) -> list[str]:
    """The names of a call's query parameters, in the order in which it is described."""
    return [parameter.alias for parameter in route.dependant.query_params]
