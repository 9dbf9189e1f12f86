"""A store that is served looks after itself, once for all processes."""

from __future__ import annotations

import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

import regulars as rg
from regulars.actions.rewards.ledger.requests import SetAside
from regulars.errors import StoreError
from regulars.stores.operations.holdings import history
from regulars.wiring.housekeeping import Housekeeping
from regulars.wiring.operations import Operations
from regulars.wiring.shop import Workspace
from tests.wiring.test_operations import AT, Clock, earn, opened

MINUTE = timedelta(minutes=1)


@pytest.fixture
def shop(tmp_path: Path) -> Workspace:
    return rg.init(tmp_path / "shop", currency="EUR", time_zone="Europe/Vilnius")


def started(shop: Workspace, clock: Clock) -> tuple[Operations, str]:
    store = opened(shop, clock)
    anna = store.members.join(key="j", at=AT)
    store.ledger.act(earn(anna, "o-1", 120), key="1", at=AT)
    store.ledger.act(SetAside(member=anna, amount=50, ends_at=AT + 10 * MINUTE), key="2", at=AT)
    return store, anna


def test_holds_end_points_expire_and_facts_are_told(shop: Workspace) -> None:
    clock, noted = Clock(), list[Any]()
    store, anna = started(shop, clock)
    with store:
        house = Housekeeping(store, noting=lambda kind, done: noted.append((kind, done)))
        assert house.once() == 3
        assert noted == [("settle", 0), ("flush", 1), ("forget", 0)]
        assert house.once() == 0
        clock.at = AT + 11 * MINUTE
        assert house.once() == 1
        assert noted[-1] == ("settle", 1)
        assert history(store.ledger, anna)[0].entry.kind == "hold_ended"
        clock.at = AT + timedelta(days=366)
        house.once()
        assert history(store.ledger, anna)[0].entry.kind == "expired"
        assert shop.imports()[-1].watermark == 2


def test_two_processes_do_each_job_once(shop: Workspace) -> None:
    clock, done = Clock(), list[str]()
    store, _ = started(shop, clock)
    with store, opened(shop, clock) as other:
        houses = [Housekeeping(o, noting=lambda kind, _: done.append(kind)) for o in (store, other)]
        threads = [threading.Thread(target=house.once) for house in houses]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(done) == ["flush", "forget", "settle"]
    assert [m.watermark for m in shop.imports()] == [1]


@pytest.mark.parametrize(
    ("error", "told"),
    [(StoreError("the disk is away"), "the disk is away"), (KeyError("x"), "KeyError: this is a bug of ours")],
)
def test_a_job_that_fails_is_put_off_and_the_rest_goes_on(
    shop: Workspace, monkeypatch: pytest.MonkeyPatch, error: Exception, told: str
) -> None:
    def fails(_: Operations) -> int:
        raise error

    clock, noted = Clock(), list[Any]()
    store, _ = started(shop, clock)
    with store:
        house = Housekeeping(store, noting=lambda kind, done: noted.append((kind, done)))
        with monkeypatch.context() as patched:
            patched.setattr(Operations, "flush", fails)
            assert house.once() == 3
        assert ("flush", told) in noted
        clock.at = AT + MINUTE
        house.once()
        assert ("flush", 1) in noted


def test_the_thread_works_until_it_is_stopped(shop: Workspace) -> None:
    done = threading.Event()
    store, _ = started(shop, Clock())
    with store:
        house = Housekeeping(store, noting=lambda kind, _: done.set() if kind == "forget" else None)
        house.start()
        assert done.wait(30)
        house.stop()


def test_the_thread_outlives_a_store_that_is_away(shop: Workspace) -> None:
    heard = threading.Event()
    with rg.operations(shop) as store:  # never made
        house = Housekeeping(store, noting=lambda kind, _: heard.set() if kind == "housekeeping" else None)
        house.start()
        assert heard.wait(30)
        house.stop()
