"""The API as an application: routes inside, who may ask around them, and what is noted around all."""

from __future__ import annotations

from functools import partial

from fastapi import FastAPI
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.types import ASGIApp

from regulars.interfaces.rest import problems
from regulars.interfaces.rest.access import Access
from regulars.interfaces.rest.openapi import describe, every_route
from regulars.interfaces.rest.routes import ROUTERS
from regulars.interfaces.rest.watching import Log, Meters, Watching
from regulars.version import __version__
from regulars.wiring.log_lines import log_line
from regulars.wiring.operations import Operations

LARGEST = 1024 * 1024  # bytes of a request's body


def api(
    operations: Operations,
    *,
    pages: ASGIApp | None = None,
    public_url: str = "",
    requests_per_minute: int = 600,
    log: Log = log_line,
) -> FastAPI:
    """The API over a store, as an ASGI application.

    In: ``pages``, what members see, under ``/wallet``; ``public_url``, where members reach it, for their
    links; ``requests_per_minute``, how many with one key; ``log``, what hears of each request.
    """
    app = FastAPI(
        title="regulars",
        version=__version__,
        docs_url=None,  # these pages would load scripts from another host
        redoc_url=None,
        redirect_slashes=False,
    )
    meters = Meters.new()
    app.state.operations, app.state.public_url = operations, public_url.rstrip("/")
    app.state.meters, app.state.registry = meters, meters.registry
    for router in ROUTERS:
        app.include_router(router)
    if pages is not None:
        app.mount("/wallet", pages)
    app.openapi = partial(describe, app)  # type: ignore[method-assign]
    problems.handle(app, every_route())
    app.add_middleware(RequestBodyLimitMiddleware, max_body_size=LARGEST)
    app.add_middleware(Access, operations=operations, requests_per_minute=requests_per_minute)
    app.add_middleware(Watching, operations=operations, meters=meters, log=log)
    return app
