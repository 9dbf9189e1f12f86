"""The members' pages as an application: one signed link, one page, no script, nothing from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route
from starlette.types import ASGIApp

from regulars.errors import NotInStore
from regulars.interfaces.members.languages import Language, wanted
from regulars.interfaces.members.page import LATEST, Wallet, gone, html, style_source
from regulars.stores.operations.holdings import history, holdings
from regulars.wiring.links import Links
from regulars.wiring.operations import Operations


@dataclass(frozen=True)
class _Pages:
    operations: Operations

    def wallet(self, request: Request) -> HTMLResponse:
        """The member's own page; whoever has no good link learns no more than that."""
        said = wanted(request.query_params.get("language"), request.headers.get("accept-language", ""))
        at = self.operations.clock()
        try:
            member = Links(self.operations.key).member(request.path_params["token"], at)
            held = holdings(self.operations.ledger, member, at)
            entries = tuple(written.entry for written in history(self.operations.ledger, member, most=LATEST))
        except NotInStore:
            return _page(gone(said), said, 404)
        return _page(html(Wallet(held, entries, at, self.operations.zone), said), said, 200)


def wallet(operations: Operations) -> ASGIApp:
    """The pages of a store's members, as an ASGI application to stand under ``/wallet``."""
    routes = [Route("/{token}", _Pages(operations).wallet, methods=["GET"])]
    return Starlette(routes=routes, exception_handlers={HTTPException: _elsewhere})


def _elsewhere(request: Request, error: Exception) -> HTMLResponse:
    """No page is there, or it was not looked at: the same page as for a link that is not good."""
    assert isinstance(error, HTTPException)
    said = wanted(request.query_params.get("language"), request.headers.get("accept-language", ""))
    page = _page(gone(said), said, error.status_code)
    if "Allow" in (error.headers or {}):
        page.headers["Allow"] = "GET, HEAD"  # the framework joins a set of them, in any order
    return page


def _page(text: str, said: Language, status: int) -> HTMLResponse:
    policy = f"default-src 'none'; style-src {style_source()}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    headers = {
        "Content-Security-Policy": policy,
        "Content-Language": said.code,
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Robots-Tag": "noindex",
    }
    return HTMLResponse(text, status, headers)
