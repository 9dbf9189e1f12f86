"""The API's own description: OpenAPI 3.1, with every problem that can come and the scope that each call takes."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

from regulars.interfaces.rest.access import Having
from regulars.interfaces.rest.problems import MEDIA_TYPE
from regulars.interfaces.rest.routes import ROUTERS

ABOUT = """Members, points and codes of a regulars store.

Every request that writes names itself with an `Idempotency-Key`: a repeat with the same body gets the first answer (and
nothing happens twice), another body is refused (422), and while the first is being worked on it is 409. Points and money are
whole numbers. Times say their zone. Problems are RFC 9457, with types that stay. Whatever goes wrong, nothing was written."""
_PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status"],
    "properties": {
        "type": {"type": "string", "description": "stays the same: `urn:regulars:problem:insufficient-points` …"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "what was found"},
        "expected": {"type": "string"},
        "do": {"type": "string", "description": "what to do about it"},
        "errors": {
            "type": "array",
            "items": {"type": "object", "properties": {"at": {"type": "string"}, "says": {"type": "string"}}},
        },
    },
}
_SAYS = {
    "400": "the request cannot be read, or lacks its Idempotency-Key",
    "401": "no good key",
    "403": "the key lacks the scope",
    "404": "there is no such member, entry, hold or campaign",
    "409": "the state of things does not allow it, or the same request is being worked on",
    "413": "the request is too large",
    "415": "the headers say that the body is not JSON in UTF-8",
    "422": "the request makes no sense, or its Idempotency-Key came before with another one",
    "429": "too many requests or wrong guesses: Retry-After says how long to wait",
    "503": "the service cannot answer now: try again with the same Idempotency-Key",
}


def routes() -> list[APIRoute]:
    """Every route of the API, in the order in which it is described."""
    return [route for route in every_route() if route.include_in_schema]


def every_route() -> list[APIRoute]:
    """Those that are not described, too: HEAD beside GET."""
    return [route for router in ROUTERS for route in router.routes if isinstance(route, APIRoute)]


def scope_of(route: APIRoute) -> str | None:
    """The scope that a route takes; None where it is open to everybody."""
    return _scope(route.dependant)


def _scope(dependant: Dependant) -> str | None:
    own = dependant.call
    if isinstance(own, Having):
        return own.scope
    return next((found for d in dependant.dependencies if (found := _scope(d))), None)


def describe(app: FastAPI) -> dict[str, Any]:
    """The whole description, made once."""
    if app.openapi_schema is None:
        made = get_openapi(title=app.title, version=app.version, description=ABOUT, routes=app.routes, tags=app.openapi_tags)
        for route in routes():
            for method in route.methods or ():
                _complete(made["paths"][route.path][method.lower()], scope_of(route), method)
        parts = made["components"]
        parts["schemas"]["Problem"] = _PROBLEM
        for unused in ("HTTPValidationError", "ValidationError"):
            parts["schemas"].pop(unused, None)
        bearer = {"type": "http", "scheme": "bearer", "description": "an API key: `Authorization: Bearer rgk_…`"}
        parts["securitySchemes"] = {"api_key": bearer}
        app.openapi_schema = made
    return app.openapi_schema


def _complete(operation: dict[str, Any], scope: str | None, method: str) -> None:
    """Say what can go wrong with one call, and who may make it."""
    answers = operation["responses"]
    answers.pop("422", None)
    for status, says in _SAYS.items():
        if scope is not None or (operation["operationId"] == "ready" and status == "503"):
            content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
            answers[status] = {"description": says, "content": content}
    if scope is not None:
        operation["security"] = [{"api_key": []}]
        operation["description"] = f"{operation.get('description', '')}\n\nScope: `{scope}`.".strip()
    if method == "GET":
        answers.pop("413", None)
    if "requestBody" not in operation:
        answers.pop("415", None)
