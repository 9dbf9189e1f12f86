"""One way to a thread and back for each request: what is asked is done there, and its answer is written there too.

FastAPI by itself goes a second time, to check the answer that we made; each way costs as much as a small question to the store.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from functools import wraps
from typing import Any

from anyio.to_thread import run_sync
from fastapi import Request
from fastapi.routing import APIRoute
from starlette.responses import Response

from regulars.interfaces.rest.fields import Answer
from regulars.interfaces.rest.media import JsonRequest, need_json

Endpoint = Callable[..., Answer | Response]
Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class OneTrip(APIRoute):
    """A route whose endpoint is a plain function, and whose answer is what the function says."""

    def __init__(self, path: str, endpoint: Endpoint, **given: Any) -> None:
        super().__init__(path, there_and_back(endpoint, given.get("status_code") or 200), **given)

    def get_route_handler(self) -> Handler:
        """As FastAPI has it; a body that is no JSON is told so by its headers, before it is read."""
        handle = super().get_route_handler()
        if self.body_field is None:
            return handle

        async def checked(request: Request) -> Response:
            need_json(request)
            return await handle(JsonRequest(request.scope, request.receive))

        return checked


def there_and_back(endpoint: Endpoint, status: int) -> Callable[..., Coroutine[Any, Any, Response]]:
    """An endpoint as FastAPI waits for it: it looks as before, and answers with a response."""

    def there(values: Mapping[str, Any]) -> Response:
        answer = endpoint(**values)
        if isinstance(answer, Response):
            return answer
        return Response(answer.model_dump_json(), status, media_type="application/json")

    @wraps(endpoint)
    async def asked(**values: Any) -> Response:
        return await run_sync(there, values)

    return asked
