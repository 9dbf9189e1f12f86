"""A shop with an API for tests: a clock that is set, callers with keys, and what was logged."""

from __future__ import annotations

import asyncio
import json
import warnings
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

import regulars as rg
from regulars.interfaces.members import wallet
from regulars.interfaces.rest import api
from regulars.stores.operations.connecting import open_store
from regulars.stores.operations.keys import SCOPES
from regulars.stores.operations.secrets_of_store import StoreKey
from regulars.wiring.operations import Operations

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it would rather have a client that is not out yet
    from starlette.testclient import TestClient

AT = datetime(2026, 3, 5, 9, 30)
NUMBERS = count(1)
NO_STORE_KEY = StoreKey(bytes(range(32)))


@dataclass
class Caller:
    """Somebody with a key. What she posts gets an idempotency key of its own, unless she names one."""

    client: TestClient
    key: str

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(path, params=query, headers=self.headers)

    def post(self, path: str, body: Any = None, *, key: str | None = None, **query: Any) -> Any:
        headers = {**self.headers, "Idempotency-Key": key or f"test-{next(NUMBERS)}"}
        return self.client.post(path, json=body, params=query, headers=headers)

    def statuses(self, path: str, bodies: Iterable[Any]) -> list[int]:
        """Of posts one after the other, asked of the application itself: a client between them takes most of the time."""

        async def all_of_them() -> list[int]:
            return [await self._straight(path, body) for body in bodies]

        with ThreadPoolExecutor(1) as apart:  # a browser's test may have left a loop running in this thread
            return apart.submit(lambda: asyncio.run(all_of_them())).result()

    async def _straight(self, path: str, body: Any) -> int:
        said = [{"type": "http.request", "body": json.dumps(body).encode(), "more_body": False}]
        headers = {**self.headers, "Idempotency-Key": f"test-{next(NUMBERS)}", "Content-Type": "application/json"}
        scope = {
            "type": "http", "http_version": "1.1", "method": "POST", "scheme": "http", "root_path": "", "query_string": b"",
            "path": path, "raw_path": path.encode(), "server": ("testserver", 80), "client": ("testclient", 50000),
            "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
        }  # fmt: skip
        statuses: list[int] = []

        async def receive() -> Any:
            return said.pop() if said else {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            statuses.extend([message["status"]] if message["type"] == "http.response.start" else [])

        await self.client.app(scope, receive, send)
        [status] = statuses
        return status

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.key}"} if self.key else {}

    def done(self, path: str, body: Any = None, **more: Any) -> Any:
        """The answer to a post that must succeed."""
        answer = self.post(path, body, **more)
        assert answer.status_code < 300, answer.text
        return answer.json()

    def balance(self, member: str) -> dict[str, Any]:
        answer = self.get(f"/v1/members/{member}/balance")
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found


@dataclass
class Shop:
    """A shop whose clock the test sets."""

    operations: Operations
    clock: list[datetime]
    logged: list[dict[str, Any]]
    client: TestClient

    @classmethod
    @contextmanager
    def at(cls, folder: Path, address: str, per_minute: int = 100_000) -> Iterator[Shop]:
        clock, logged = [AT], list[dict[str, Any]]()
        workspace = rg.init(folder, currency="EUR", time_zone="Europe/Vilnius")
        operations = Operations(workspace, open_store(address), NO_STORE_KEY, clock=lambda: clock[0])
        served = api(
            operations,
            pages=wallet(operations),
            public_url="https://points.example",
            requests_per_minute=per_minute,
            log=logged.append,
        )
        with operations, TestClient(served, raise_server_exceptions=False) as client:
            operations.migrate()
            yield cls(operations, clock, logged, client)

    def caller(self, scopes: Iterable[str] = SCOPES, name: str = "till") -> Caller:
        _, text = self.operations.keys.make(name, scopes, at=self.clock[0])
        return Caller(self.client, text)

    def stranger(self) -> Caller:
        return Caller(self.client, "")


def lines(*points: int) -> list[dict[str, Any]]:
    return [{"line_id": str(i), "points": p, "amount_minor": 100 * p} for i, p in enumerate(points, 1)]


def problem(answer: Any, status: int, name: str) -> dict[str, Any]:
    """A problem, as it must be."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    body: dict[str, Any] = answer.json()
    assert body["type"] == f"urn:regulars:problem:{name}", body
    assert body["status"] == status
    return body
