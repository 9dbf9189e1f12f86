"""Killed in the midst of it, again and again: what was answered is there, and every sum is right."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import select

from regulars.actions.rewards.ledger.requests import Earn, EarnLine
from regulars.stores.operations.checking import check
from regulars.stores.operations.connecting import Store, open_store
from regulars.stores.operations.ledger import StoreLedger
from regulars.stores.operations.migrating import migrate
from regulars.stores.operations.schema import KEYS
from tests.stores.operations.members import AT, join
from tests.stores.operations.servers import control, running
from tests.stores.operations.till import main

KILLS = int(os.environ.get("KILLS", "10"))
SERVER_KILLS = int(os.environ.get("SERVER_KILLS", "3"))
SEED = int(os.environ.get("SEED", "7"))
ENOUGH = 15  # answers that a till must have had before it may be killed


# Tills come from a process that has read the program once: to begin anew each time takes longer than all that a till does.
TILLS = multiprocessing.get_context("forkserver")
TILLS.set_forkserver_preload(["tests.stores.operations.till"])


def start(address: str, notes: Path, name: str) -> ForkServerProcess:
    till = TILLS.Process(target=main, args=(address, str(notes), name), daemon=True)
    till.start()
    return till


def answered(notes: Path) -> set[str]:
    """Keys whose answer a till has had; a line that it did not finish does not count."""
    return set(notes.read_text().split("\n")[:-1]) if notes.exists() else set()


def await_answers(notes: Path, more_than: int, till: ForkServerProcess) -> None:
    """Wait until a till has had so many answers."""
    for _ in range(6000):
        if len(answered(notes)) >= more_than:
            return
        assert till.is_alive(), "the till stopped by itself"
        time.sleep(0.01)
    raise AssertionError("the till had no answers in a minute")


def lost(store: Store, notes: Path) -> set[str]:
    with store.reading() as c:
        return answered(notes) - set(c.execute(select(KEYS.c.key)).scalars())


@pytest.mark.slow
def test_a_till_that_is_killed_loses_nothing_that_was_answered(address: str, tmp_path: Path) -> None:
    notes, chance = tmp_path / "answered", random.Random(SEED)
    with open_store(address) as store:
        join(store, "anna")
        for kill in range(KILLS):
            till = start(address, notes, f"till{kill}")
            await_answers(notes, len(answered(notes)) + ENOUGH, till)
            time.sleep(chance.random() / 50)
            till.kill()
            till.join()
            assert till.exitcode == -signal.SIGKILL
            assert lost(store, notes) == set()
            assert check(store) == []


@pytest.mark.slow
def test_a_server_that_is_killed_loses_nothing_that_was_answered(
    tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    """Its backends end without a word, and it reads its log when it starts again; the till goes on by itself."""
    folder = tmp_path_factory.mktemp("pg")
    folder.chmod(0o755)
    notes = tmp_path / "answered"
    with running(folder / "data") as server:
        address = str(server.get_uri())
        with open_store(address) as store:
            migrate(store)
            join(store, "anna")
            till = start(address, notes, "till")
            try:
                for kill in range(SERVER_KILLS):
                    await_answers(notes, len(answered(notes)) + ENOUGH, till)
                    kill_backends(address) if kill % 2 else crash(server)
            finally:
                till.kill()
                till.join()
            assert lost(store, notes) == set()
            assert check(store) == []


def kill_backends(address: str) -> None:
    with psycopg.connect(address) as c:
        c.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname IS NOT NULL"
        )


def crash(server: Any) -> None:
    """End the server as a power cut would, and start it again."""
    control(server, "stop", "-m", "immediate")
    options = f'-h "" -k {server.get_postmaster_info().socket_dir}'
    control(server, "start", "-l", str(server.log), "-o", options)


def test_a_power_cut_loses_only_what_was_not_answered(tmp_path: Path) -> None:
    """Of the log only what was synced survives, and after it comes whatever was on the disk before.

    The cuts fall anywhere behind a commit that was answered; each copy opens, and holds that commit.
    """
    path, chance = tmp_path / "regulars.db", random.Random(11)
    with open_store(path) as store:
        migrate(store)
        join(store, "anna")
        ledger = StoreLedger(store)
        ends = []
        for number in range(25):
            line = EarnLine(line_id="1", points=10)
            ledger.act(Earn(member="anna", reference=f"o{number}", lines=(line,)), key=f"k{number}", at=AT)
            ends.append(Path(f"{path}-wal").stat().st_size)
        database, log = path.read_bytes(), Path(f"{path}-wal").read_bytes()
        for number in chance.sample(range(25), 8):
            until = chance.randint(ends[number], ends[number + 1] - 1 if number < 24 else len(log))
            cut = tmp_path / f"cut{number}.db"
            cut.write_bytes(database)
            Path(f"{cut}-wal").write_bytes(log[:until] + chance.randbytes(5000))
            with open_store(cut) as survivor:
                assert check(survivor) == []
                with survivor.reading() as c:
                    assert set(c.execute(select(KEYS.c.key)).scalars()) >= {f"k{n}" for n in range(number + 1)}
