"""What leaves traces of a request: a line in the log without personal data, metrics, and headers that protect."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from regulars.wiring.log_lines import log_line
from regulars.wiring.operations import Operations

Log = Callable[[dict[str, Any]], None]
PROTECTING = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True)
class Meters:
    """What is counted and timed, by route and never by who."""

    registry: CollectorRegistry
    requests: Counter
    seconds: Histogram
    jobs: Counter
    failing: Gauge

    @classmethod
    def new(cls) -> Meters:
        registry = CollectorRegistry()
        by = ("method", "route", "status")
        return cls(
            registry,
            Counter("regulars_requests", "Requests answered.", by, registry=registry),
            Histogram("regulars_request_seconds", "How long answers took.", ("method", "route"), registry=registry),
            Counter("regulars_jobs", "Recurring jobs done, and failed.", ("job", "outcome"), registry=registry),
            Gauge("regulars_job_failing", "1 where a job failed the last time it was tried.", ("job",), registry=registry),
        )

    def job(self, kind: str, done: int | str) -> None:
        """Hear of a job what it did, or why it failed."""
        failed = isinstance(done, str)
        self.jobs.labels(kind, "failed" if failed else "done").inc()
        self.failing.labels(kind).set(int(failed))


@dataclass
class Watching:
    """Middleware around everything: each request has a number, is counted, timed and logged by its route alone."""

    app: ASGIApp
    operations: Operations
    meters: Meters
    log: Log = log_line

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        number, began, status = secrets.token_hex(8), perf_counter(), 500

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                _protect(message, number)
            await send(message)

        try:
            await self.app(scope, receive, sending)
        finally:
            self._note(scope, number, status, perf_counter() - began)

    def _note(self, scope: Scope, number: str, status: int, seconds: float) -> None:
        method, route = _known_method(scope), route_of(scope)
        self.meters.requests.labels(method, route, status).inc()
        self.meters.seconds.labels(method, route).observe(seconds)
        state = scope.get("state", {})
        who = {"key": state["call"].key.key_id} if "call" in state else {}
        why = {"why": state["why"]} if status >= 500 and "why" in state else {}
        took = {"status": status, "ms": round(1000 * seconds, 1)}
        self.log({"at": f"{self.operations.clock().isoformat(timespec='milliseconds')}Z", "event": "request", "request": number,
                  "method": method, "route": route, **took, **why, **who})  # fmt: skip


def route_of(scope: Scope) -> str:
    """The route's pattern, so that no id and no token is ever written down."""
    if scope["path"].startswith("/wallet/"):
        return "/wallet/{token}"
    return str(getattr(scope.get("route"), "path", "")) or "(none)"


def _known_method(scope: Scope) -> str:
    method = str(scope["method"])
    return method if method in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS") else "other"


def _protect(message: Message, number: str) -> None:
    headers = MutableHeaders(scope=message)
    for name, value in PROTECTING.items():
        headers.setdefault(name, value)
    headers["X-Request-Id"] = number
