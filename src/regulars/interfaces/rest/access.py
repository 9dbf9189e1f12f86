"""Who asks: an API key opens /v1 and the metrics, as far as its scopes go. Nothing is read of a request before that."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Annotated

from anyio.to_thread import run_sync
from fastapi import Header, Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from regulars.errors import RegularsError
from regulars.interfaces.rest import problems
from regulars.interfaces.rest.limits import Left, Windows
from regulars.interfaces.rest.parameters import need_known
from regulars.interfaces.rest.problems import Problem
from regulars.stores.operations.keys import ApiKey, key_id_of
from regulars.wiring.operations import Operations

GUESSES = 20
Idempotency = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=100,
        pattern=r"^[!-~]+$",
        description="your own name for this act, such as a UUID: a repeat with it gets the first answer",
    ),
]


@dataclass(frozen=True, slots=True)
class Call:
    """One request of a known caller: the store, the moment, and the caller's own names for acts kept apart from others'."""

    operations: Operations
    key: ApiKey
    at: datetime

    def own(self, idempotency_key: str) -> str:
        return f"{self.key.key_id}:{idempotency_key}"

    def may(self, scope: str) -> bool:
        return scope in self.key.scopes

    def need(self, scope: str) -> None:
        if not self.may(scope):
            raise Problem(problems.FORBIDDEN, f"It takes a key with the scope {scope}.")


@dataclass(frozen=True, slots=True)
class Having:
    """A dependency: the call, if its key has a scope and it asks for nothing that is not there."""

    scope: str

    async def __call__(self, request: Request) -> Call:  # it waits for nothing: as a plain function it would get a thread
        call: Call = request.state.call
        call.need(self.scope)
        need_known(request)
        return call


@dataclass
class Access:
    """Middleware: no key, no entry. Who guesses keys is locked out; who asks too often is told to wait."""

    app: ASGIApp
    operations: Operations
    requests_per_minute: int
    guesses: Windows = field(default_factory=lambda: Windows(GUESSES, timedelta(seconds=problems.LOCKED_SECONDS)))
    rates: Windows = field(init=False)

    def __post_init__(self) -> None:
        self.rates = Windows(self.requests_per_minute, timedelta(minutes=1))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(("/v1/", "/metrics")):
            await self.app(scope, receive, send)
            return
        try:
            # A key in a file is looked up sooner than a thread is woken, and waits for no writer.
            call, headers = self._admit(scope) if self.operations.store.is_sqlite else await run_sync(self._admit, scope)
        except Problem as refused:
            response = problems.answer(refused.sort, refused.detail, headers=refused.headers)
            await response(scope, receive, send)
        except RegularsError as e:  # the store is away: nobody can be known
            problems.note(scope, e)
            await problems.answer(problems.sort_of(e))(scope, receive, send)
        else:
            scope.setdefault("state", {})["call"] = call
            await self.app(scope, receive, Telling(scope, receive, send, headers))

    def _admit(self, scope: Scope) -> tuple[Call, dict[str, str]]:
        at = self.operations.clock()
        text = _bearer(scope)
        guesser = f"{(scope.get('client') or ('', 0))[0]} {key_id_of(text)}"
        if self.guesses.full(guesser, at):
            raise Problem(problems.LOCKED, "There were too many wrong keys.")
        key = self.operations.keys.known(text, at) if text else None
        if key is None:
            self.guesses.count(guesser, at)
            raise Problem(problems.UNAUTHORIZED, "Send a good key as `Authorization: Bearer …`.")
        left = self.rates.count(key.key_id, at)
        headers = self._rate(left)
        if not left.allowed:
            headers["Retry-After"] = str(left.seconds)
            raise Problem(problems.RATE, f"At most {self.rates.most} requests a minute with one key.", headers)
        return Call(self.operations, key, at), headers

    def _rate(self, left: Left) -> dict[str, str]:
        """As the draft of the IETF's httpapi group has it: the limit, what is left of it, and for how long."""
        policy = f'"key";q={self.rates.most};w={int(self.rates.window.total_seconds())}'
        return {"RateLimit-Policy": policy, "RateLimit": f'"key";r={left.remaining};t={left.seconds}'}


@dataclass
class Telling:
    """Passes an answer on with what is left of the caller's limit. That a body is too large is told as a problem, too."""

    scope: Scope
    receive: Receive
    send: Send
    headers: dict[str, str]
    replaced: bool = False

    async def __call__(self, message: Message) -> None:
        if self.replaced:
            return
        if message["type"] == "http.response.start":
            if message["status"] == problems.TOO_LARGE.status:
                self.replaced = True
                instead = problems.answer(problems.TOO_LARGE, problems.TOO_LARGE.says, headers=self.headers)
                await instead(self.scope, self.receive, self.send)
                return
            MutableHeaders(scope=message).update(self.headers)
        await self.send(message)


def _bearer(scope: Scope) -> str:
    scheme, _, text = Headers(scope=scope).get("authorization", "").partition(" ")
    return text.strip()[:200] if scheme.lower() == "bearer" else ""
