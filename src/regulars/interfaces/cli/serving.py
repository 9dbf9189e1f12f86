"""`regulars serve`: the API and the members' pages, and what the store does by itself meanwhile."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from regulars.errors import EnvironmentFault, UsageError
from regulars.interfaces.cli.commands import say, workspace
from regulars.interfaces.cli.guarding import DONE
from regulars.interfaces.cli.operations import reached
from regulars.interfaces.cli.options import Option

if TYPE_CHECKING:
    from regulars.wiring.operations import Operations

Values = Mapping[str, Any]
AT_ONCE = 40  # threads that work at once, as anyio has them: a connection for each, else those beyond are made anew each time
OPTIONS = (
    Option("host", "HOST", "the address to listen at (else 127.0.0.1: this machine alone)"),
    Option("port", "PORT", "the port to listen at (else 8080); 0: any that is free", int),
    Option("public_url", "URL", "where members reach it, for the links to their pages"),
    Option("requests_per_minute", "N", "the most requests with one key in a minute (else 600)", int),
    Option("flush_minutes", "MINUTES", "how often the workspace is told what happened (else every 15)", int),
)


def serve(values: Values) -> int:
    """Serve until interrupted. A folder that is not there becomes a workspace, and a store is made where there is none."""
    from regulars.wiring.operations import operations

    _make_where_missing(Path(values["workspace"]))
    listening = _listening(values["host"] or "127.0.0.1", 8080 if values["port"] is None else values["port"])
    with listening, operations(workspace(values), kept_open=AT_ONCE) as store:
        with reached():
            _ready(store)
        host, port = listening.getsockname()[:2]
        say(_first_key(store) + f"Serving {values['workspace']} at http://{host}:{port}; Ctrl-C ends it.")
        _serve(store, values, listening)
    return DONE


def _make_where_missing(folder: Path) -> None:
    if not folder.exists():
        import regulars

        regulars.init(folder)


def _listening(host: str, port: int) -> socket.socket:
    if not 0 <= port <= 65535:
        raise UsageError(f"port is {port}", expected="a number up to 65535", do="correct it")
    try:
        made = socket.create_server((host, port))
        # Without it an answer in two pieces waits 40 ms for a receipt: asyncio sets it only where a socket names its protocol.
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return made
    except OSError as e:
        raise EnvironmentFault(
            f"nothing can listen at {host}:{port}: {e.strerror}", expected="a free port", do="give another --port or --host"
        ) from e


def _ready(store: Operations) -> None:
    """Make the store if it is not there; one of another version, or that our key does not open, is left alone."""
    from regulars.stores.operations.migrating import need_current, revision

    new = not store.store.path.exists() if store.store.path else revision(store.store) is None
    if new:
        store.migrate()
    need_current(store.store)
    store.need_key()


def _first_key(store: Operations) -> str:
    """The first key, told once, with every scope; nothing where there is one already."""
    from regulars.stores.operations.keys import SCOPES

    if store.keys.every():
        return ""
    _, text = store.keys.make("first", SCOPES, at=store.clock())
    return f"{text}\nThis is the first key: it may do everything, and is shown once. Make others by `regulars store add-key`.\n"


def _address(listening: socket.socket) -> str:
    """Where this machine reaches it: links that work here, until `--public-url` says where members do."""
    host, port = listening.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def _serve(store: Operations, values: Values, listening: socket.socket) -> None:
    import sys

    import uvicorn

    import regulars
    from regulars.wiring.housekeeping import Housekeeping
    from regulars.wiring.log_lines import log_as_lines, log_line

    sys.stdout.flush()
    log_as_lines("uvicorn.error", "uvicorn", "asyncio")
    url, limit = values["public_url"] or _address(listening), values["requests_per_minute"] or 600
    app = regulars.api(store, pages=regulars.wallet(store), public_url=url, requests_per_minute=limit)

    def noted(kind: str, done: int | str) -> None:
        app.state.meters.job(kind, done)
        log_line({"at": f"{store.clock().isoformat(timespec='milliseconds')}Z", "event": "job", "job": kind, "done": done})

    house = Housekeeping(store, flush_every=timedelta(minutes=values["flush_minutes"] or 15), noting=noted)
    config = uvicorn.Config(app, log_config=None, access_log=False, server_header=False, limit_concurrency=500)
    house.start()
    try:
        with suppress(KeyboardInterrupt):  # the usual way to end it; requests that were begun are answered first
            uvicorn.Server(config).run(sockets=[listening])
    finally:
        house.stop()
