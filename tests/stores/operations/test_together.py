"""Many at once: whatever 64 workers do at the same moment, no limit is passed and no point is lost or made.

The workers are threads here, at four stores on one database that know nothing of each other, each with connections of its own.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from regulars.actions.rewards.codes import Campaign
from regulars.actions.rewards.ledger.requests import Earn, EarnLine, Refund, Return, SetAside, Spend, Transfer
from regulars.errors import Busy, CodeRefused, InsufficientPoints, LimitReached
from regulars.stores.operations.checking import check
from regulars.stores.operations.codes import Codes
from regulars.stores.operations.connecting import Store, open_store
from regulars.stores.operations.ledger import StoreLedger
from regulars.stores.operations.secrets_of_store import StoreKey
from tests.stores.operations.members import AT, join

WORKERS, TILLS = 64, 4
ROUNDS = int(os.environ.get("ROUNDS", "50"))
KEY = StoreKey(bytes(range(32)))
CAMPAIGN = Campaign(campaign_id="spring", points=10, starts_at=AT, ends_at=AT + timedelta(days=30))
REFUSALS = (InsufficientPoints, LimitReached, CodeRefused, Busy)


@pytest.fixture
def tills(address: str) -> Iterator[list[Store]]:
    """Stores whose writers wait for one another for as long as 64 of them may take."""
    with ExitStack() as opened:
        yield [opened.enter_context(open_store(address, wait_seconds=60, kept_open=WORKERS // TILLS)) for _ in range(TILLS)]


@pytest.fixture
def patient(tills: list[Store]) -> Store:
    return tills[0]


def at_once(work: Callable[[int], Any]) -> Counter[str]:
    """Let all workers begin at the same moment; how often each outcome came."""
    together = threading.Barrier(WORKERS)

    def one(number: int) -> str:
        together.wait()
        try:
            work(number)
        except REFUSALS as e:
            return type(e).__name__
        return "done"

    with ThreadPoolExecutor(WORKERS) as pool:
        return Counter(pool.map(one, range(WORKERS)))


def test_a_single_use_code_is_used_once(patient: Store, tills: list[Store]) -> None:
    codes, at = Codes(patient, KEY), [Codes(till, KEY) for till in tills]
    join(patient, "anna")
    codes.announce(CAMPAIGN)
    for number, code in enumerate(codes.make("spring", ROUNDS)):
        done = at_once(lambda n, c=code, r=number: at[n % TILLS].redeem("anna", c, key=f"{r}-{n}", at=AT))  # type: ignore[misc]
        assert done == {"done": 1, "CodeRefused": WORKERS - 1}
    assert StoreLedger(patient).balance("anna", AT).available == 10 * ROUNDS
    assert check(patient) == []


def test_a_code_limited_to_three_is_used_three_times(patient: Store, tills: list[Store]) -> None:
    codes, at = Codes(patient, KEY), [Codes(till, KEY) for till in tills]
    join(patient, *(f"m{n}" for n in range(WORKERS)))
    codes.announce(CAMPAIGN)
    for number in range(ROUNDS):
        [code] = codes.make("spring", 1, uses=3)
        done = at_once(lambda n, c=code, r=number: at[n % TILLS].redeem(f"m{n}", c, key=f"{r}-{n}", at=AT))  # type: ignore[misc]
        assert done == {"done": 3, "CodeRefused": WORKERS - 3}
    assert check(patient) == []


def test_a_campaigns_budget_is_never_passed(patient: Store, tills: list[Store]) -> None:
    codes, at = Codes(patient, KEY), [Codes(till, KEY) for till in tills]
    join(patient, *(f"m{n}" for n in range(WORKERS)))
    for number in range(ROUNDS):
        codes.announce(replace(CAMPAIGN, campaign_id=f"c{number}", budget_points=75))
        made = list(codes.make(f"c{number}", WORKERS))
        done = at_once(lambda n, m=made, r=number: at[n % TILLS].redeem(f"m{n}", m[n], key=f"{r}-{n}", at=AT))  # type: ignore[misc]
        assert done == {"done": 7, "CodeRefused": WORKERS - 7}
    assert check(patient) == []


def test_one_balance_is_spent_once(patient: Store, tills: list[Store]) -> None:
    """Anna has 100 points; 64 hands ask for 30 at once: three get them."""
    ledger, at = StoreLedger(patient), [StoreLedger(till) for till in tills]
    for number in range(ROUNDS):
        anna = f"anna{number}"
        join(patient, anna)
        line = EarnLine(line_id="1", points=100)
        ledger.act(Earn(member=anna, reference=f"o{number}", lines=(line,)), key=f"e{number}", at=AT)
        done = at_once(lambda n, a=anna: at[n % TILLS].act(Spend(member=a, amount=30), key=f"{a}-{n}", at=AT))  # type: ignore[misc]
        assert done == {"done": 3, "InsufficientPoints": WORKERS - 3}
        assert ledger.balance(anna, AT).available == 10
    assert check(patient) == []


def test_one_key_from_all_sides_is_one_act(patient: Store, tills: list[Store]) -> None:
    """The same delivery 64 times at once: it happens once; who comes while it is in flight is told to come again."""
    join(patient, "anna")
    ledger, at = StoreLedger(patient), [StoreLedger(till) for till in tills]
    for number in range(ROUNDS):
        request = Earn(member="anna", reference=f"o{number}", lines=(EarnLine(line_id="1", points=5),))
        done = at_once(lambda n, r=request, k=f"k{number}": at[n % TILLS].act(r, key=k, at=AT))  # type: ignore[misc]
        assert set(done) <= {"done", "InProgress"}
        assert done["done"] >= 1
    assert ledger.balance("anna", AT).available == 5 * ROUNDS
    assert check(patient) == []


def test_all_kinds_of_acts_at_once_leave_every_sum_right(patient: Store) -> None:
    """Four members earn, spend, give, hold and are refunded, sixteen hands at a time."""
    names = ("anna", "ben", "cem", "dov")
    join(patient, *names)
    ledger = StoreLedger(patient)

    def busy(number: int) -> None:
        me, you = names[number % 4], names[(number + 1 + number // 4 % 3) % 4]
        order = f"o{number}"
        line = EarnLine(line_id="1", points=40, amount_minor=400)
        ledger.act(Earn(member=me, reference=order, lines=(line,), expires_at=AT + timedelta(days=5)), key=f"e{number}", at=AT)
        spent = ledger.act(Spend(member=me, amount=15), key=f"s{number}", at=AT)
        ledger.act(Transfer(giver=me, receiver=you, amount=5), key=f"t{number}", at=AT)
        ledger.act(SetAside(member=me, amount=10, ends_at=AT + timedelta(days=1)), key=f"h{number}", at=AT)
        ledger.act(Refund(reference=order, lines={"1": 300}), key=f"r{number}", at=AT)
        ledger.act(Return(spend=spent.entry, amount=7), key=f"b{number}", at=AT)

    done = at_once(busy)
    assert sum(done.values()) == WORKERS
    assert done["Busy"] == 0
    assert check(patient) == []
    ledger.settle_due(AT + timedelta(days=9))
    assert check(patient) == []


def _spend_from_a_process(address: str, number: int) -> str:
    with open_store(address, wait_seconds=60) as store:
        try:
            StoreLedger(store).act(Spend(member="anna", amount=30), key=f"p{number}", at=AT)
        except InsufficientPoints:
            return "refused"
        return "done"


def test_processes_do_not_see_each_other_and_spend_no_more(patient: Store, address: str, tmp_path: Path) -> None:
    join(patient, "anna")
    earning = Earn(member="anna", reference="o", lines=(EarnLine(line_id="1", points=100),))
    StoreLedger(patient).act(earning, key="e", at=AT)
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        done = Counter(pool.starmap(_spend_from_a_process, [(address, n) for n in range(12)]))
    assert done == {"done": 3, "refused": 9}
    assert check(patient) == []
