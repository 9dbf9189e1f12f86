"""`regulars serve`, as somebody starts it: nothing set up before, a key on the screen, and it answers."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

import regulars as rg
from regulars.errors import EnvironmentFault, NotAStore, UsageError
from regulars.interfaces.cli import serving
from regulars.wiring.operations import operations


@contextmanager
def served(folder: Path) -> Iterator[tuple[list[str], str, subprocess.Popen[str]]]:
    """A server in a process of its own, from when it says where it is until it is asked to end; its log lies beside it."""
    command = [sys.executable, "-m", "regulars", "serve", str(folder), "--port", "0"]
    with (
        folder.with_suffix(".log").open("a") as log,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True) as process,
    ):
        try:
            said = list(until_served(process))
            yield said, str(re.findall(r"http://[\d.:]+", said[-1])[0]), process
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(60)


def until_served(process: subprocess.Popen[str]) -> Iterator[str]:
    assert process.stdout is not None
    for line in process.stdout:
        yield line.rstrip()
        if line.startswith("Serving"):
            return
    raise AssertionError("it ended before it served")


def test_it_starts_with_nothing_set_up_and_answers(tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    with served(folder) as (said, url, process), httpx.Client(base_url=url, timeout=60) as client:
        key = said[0]
        assert key.startswith("rgk_")
        assert "shown once" in said[1]
        assert client.get("/health").json() == {"status": "ok"}
        assert client.get("/ready").json() == {"status": "ready"}
        assert "server" not in client.get("/health").headers
        headers = {"Authorization": f"Bearer {key}", "Idempotency-Key": "1"}
        anna = client.post("/v1/members", json={"person": {"name": "Anna"}}, headers=headers).json()["member_id"]
        link = client.post(f"/v1/members/{anna}/wallet-links", json={}, headers=headers).json()["url"]
        assert link.startswith(f"{url}/wallet/")
        assert client.get(link).status_code == 200
        assert client.get("/v1/members").status_code == 401
    assert process.returncode == 0
    logged = [json.loads(line) for line in folder.with_suffix(".log").read_text(encoding="utf-8").splitlines()]
    assert "Anna" not in str(logged)
    assert anna not in str(logged)
    assert link.split("/")[-1] not in str(logged)
    assert {line["event"] for line in logged} >= {"request", "job"}


def test_the_second_time_no_key_is_shown_and_the_first_is_good_still(tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    with served(folder) as (first, _, _):
        pass
    with served(folder) as (again, url, _):
        assert len(again) == 1
        headers = {"Authorization": f"Bearer {first[0]}"}
        assert httpx.get(f"{url}/v1/members", headers=headers, timeout=60).json() == {"items": [], "next": None}


def test_two_processes_serve_one_store(tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    with served(folder) as (said, url, _), served(folder) as (_, other, _):
        headers = {"Authorization": f"Bearer {said[0]}", "Idempotency-Key": "1"}
        anna = httpx.post(f"{url}/v1/members", json={}, headers=headers, timeout=60).json()["member_id"]
        assert httpx.post(f"{other}/v1/members", json={}, headers=headers, timeout=60).json()["member_id"] == anna


def test_a_port_that_is_taken_or_is_none_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(EnvironmentFault, match=f"(?i)nothing can listen at 127.0.0.1:{port}"):
            serving._listening("127.0.0.1", port)
    with pytest.raises(UsageError, match="70000"):
        serving._listening("127.0.0.1", 70_000)


def test_a_store_of_another_version_is_left_alone(tmp_path: Path) -> None:
    from sqlalchemy import text

    with operations(rg.init(tmp_path / "shop")) as store:
        store.migrate()
        with store.store.writing() as c:
            c.execute(text("UPDATE alembic_version SET version_num = '0001'"))
        with pytest.raises(NotAStore, match="revision 0001"):
            serving._ready(store)


def test_asking_for_help_loads_no_server() -> None:
    heavy = "{'fastapi', 'uvicorn', 'starlette', 'babel', 'pydantic', 'sqlalchemy'}"
    asked = "import sys; from regulars.interfaces.cli.running import run; run(['--help'])"
    code = f"{asked}; print(sorted({heavy} & set(sys.modules)))"
    done: Any = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
    assert "serve" in done.stdout


def test_an_answer_does_not_wait_for_a_receipt() -> None:
    """What is accepted sends at once; else an answer in two pieces lies 40 ms, and one caller gets 19 a second."""
    with serving._listening("127.0.0.1", 0) as listening, socket.create_connection(listening.getsockname()[:2]):
        accepted, _ = listening.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
