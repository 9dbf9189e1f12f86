"""Codes: what is made is kept as a digest; every limit holds, one after another and all at once."""

from __future__ import annotations

import os
import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import event, select

from regulars.actions.rewards.codes import Campaign, new_code
from regulars.actions.rewards.ledger.entries import EntryId
from regulars.actions.rewards.ledger.explaining import explain
from regulars.actions.rewards.ledger.requests import Merge, Return, Spend
from regulars.errors import CodeRefused, LimitReached, NotInStore, UsageError
from regulars.stores.operations.checking import check
from regulars.stores.operations.codes import Codes
from regulars.stores.operations.connecting import Store
from regulars.stores.operations.ledger import StoreLedger
from regulars.stores.operations.schema import CAMPAIGNS, CODES, COUNTERS
from regulars.stores.operations.secrets_of_store import StoreKey
from tests.stores.operations.members import AT, join

SPRING = Campaign(campaign_id="spring", points=100, starts_at=AT, ends_at=AT + timedelta(days=30), expires_after_days=60)
KEY = StoreKey(bytes(range(32)))
LOOKED_UP = int(os.environ.get("LOOKED_UP", "100"))
SEED = int(os.environ.get("SEED", "0"))


def opened(store: Store, campaign: Campaign = SPRING) -> Codes:
    join(store, "anna", "ben", "cem", households=["h1", "h1"])
    codes = Codes(store, KEY)
    codes.announce(campaign)
    return codes


def why(codes: Codes, member: str, code: str, at: datetime = AT) -> str:
    with pytest.raises(CodeRefused, match="gives nothing") as e:
        codes.redeem(member, code, key=f"{member} {code} {at}", at=at, reveal=True)
    return str(e.value)


def test_a_code_gives_its_points_once(store: Store) -> None:
    codes = opened(store)
    [code] = codes.make("spring", 1)
    first = codes.redeem("anna", code.lower().replace("-", " "), key="k", at=AT)
    assert codes.redeem("anna", code, key="k", at=AT) == first
    assert StoreLedger(store).balance("anna", AT).available == 100
    assert "used as often" in why(codes, "ben", code)
    assert StoreLedger(store).balance("anna", AT + timedelta(days=61)).available == 0
    assert check(store) == []


def test_unknown_used_and_expired_read_alike_after_one_question(store: Store) -> None:
    codes = opened(store)
    used, late = codes.make("spring", 2)
    codes.redeem("anna", used, key="k", at=AT)
    asked: list[str] = []
    event.listen(store.engine, "before_cursor_execute", lambda *a: asked.append(a[2]))
    answers = []
    for code, at in (("0000-0000-00000", AT), (used, AT), (late, AT + timedelta(days=31))):
        asked.clear()
        with pytest.raises(CodeRefused, match="The code gives nothing") as e:
            codes.redeem("ben", code, key=f"k {code}", at=at)
        answers.append((str(e.value), tuple(asked)))
    assert len(set(answers)) == 1
    assert [why(codes, "ben", "0000-0000-00000"), why(codes, "ben", late, AT + timedelta(days=31))] == [
        "The code gives nothing: there is no such code.",
        "The code gives nothing: its campaign has ended.",
    ]
    assert "has not begun" in why(codes, "ben", late, AT - timedelta(days=1))


@pytest.mark.parametrize(
    ("limits", "takers", "said"),
    [
        ({"per_member": 1}, ["anna", "anna"], "as often as a member may"),
        ({"per_household": 1}, ["anna", "ben"], "as often as a household may"),
        ({"most_uses": 2}, ["anna", "ben", "cem"], "given all it had"),
        ({"budget_points": 250}, ["anna", "ben", "cem"], "given all it had"),
    ],
)
def test_each_limit_refuses_the_next_and_leaves_nothing(
    store: Store, limits: dict[str, Any], takers: list[str], said: str
) -> None:
    codes = opened(store, replace(SPRING, **limits))
    [shared] = codes.make("spring", 1, uses=50)
    for number, member in enumerate(takers[:-1]):
        codes.redeem(member, shared, key=f"k{number}", at=AT)
    assert said in why(codes, takers[-1], shared)
    with store.reading() as c:
        assert c.execute(select(CODES.c.uses)).scalar_one() == len(takers) - 1
    assert check(store) == []


def test_a_use_given_back_is_as_if_it_had_never_been(store: Store) -> None:
    """Anna's code is used and given back: her points go and every limit is as before, in one act; then it is Ben's."""
    codes, ledger = opened(store, replace(SPRING, per_member=1, per_household=1, most_uses=1)), StoreLedger(store)
    [code] = codes.make("spring", 1)
    before = limits(store)
    used = codes.redeem("anna", code, key="k1", at=AT)
    assert codes.give_back(used.entry, key="k2", at=AT, dry_run=True).balances[0]["available"] == 0
    assert ledger.balance("anna", AT).available == 100
    done = codes.give_back(used.entry, key="k2", at=AT)
    assert codes.give_back(used.entry, key="k2", at=AT) == done
    assert (ledger.balance("anna", AT).available, limits(store)) == (0, before)
    assert explain(ledger.entry(done.entry), ZoneInfo("UTC")) == (
        f"2026-01-01: 100 points taken back, because a code's use was given back ({used.entry}). Afterwards 0 points available."
    )
    assert check(store) == []
    with pytest.raises(LimitReached, match="given back before") as e:
        codes.give_back(used.entry, key="k3", at=AT)
    assert "taken back then" in str(e.value)
    codes.redeem("ben", code, key="k4", at=AT)
    assert check(store) == []


def limits(store: Store) -> list[int]:
    """How often each code, member, household and campaign counts as used, those that never were left out."""
    with store.reading() as c:
        return [n for table in (CODES, COUNTERS, CAMPAIGNS) for n in c.execute(select(table.c.uses)).scalars() if n]


def test_a_use_given_back_after_spending_is_owed(store: Store) -> None:
    codes, ledger = opened(store), StoreLedger(store)
    [code] = codes.make("spring", 1)
    used = codes.redeem("anna", code, key="k1", at=AT)
    spent = ledger.act(Spend(member="anna", amount=70), key="s", at=AT)
    codes.give_back(used.entry, key="k2", at=AT)
    assert ledger.balance("anna", AT).net == -70
    ledger.act(Return(spend=spent.entry), key="r", at=AT)
    assert ledger.balance("anna", AT).net == 0
    for entry in (spent.entry, EntryId(999, 1)):
        with pytest.raises(NotInStore, match="not the use of a code"):
            codes.give_back(entry, key=f"none {entry}", at=AT)
    assert check(store) == []


def test_many_who_give_one_use_back_at_once_give_it_back_once(store: Store) -> None:
    codes = opened(store)
    [code] = codes.make("spring", 1)
    used = codes.redeem("anna", code, key="k1", at=AT)

    def back(number: int) -> str:
        try:
            codes.give_back(used.entry, key=f"b{number}", at=AT)
        except LimitReached:
            return "refused"
        return "done"

    with ThreadPoolExecutor(4) as pool:
        assert Counter(pool.map(back, range(8))) == {"done": 1, "refused": 7}
    assert check(store) == []


def test_two_members_who_become_one_have_one_limit(store: Store) -> None:
    """Cem used his one code as somebody else, too: as one person he has used it."""
    codes, ledger = opened(store, replace(SPRING, per_member=2)), StoreLedger(store)
    join(store, "also cem", "cem again")
    [shared] = codes.make("spring", 1, uses=50)
    for name in ("also cem", "cem again"):
        codes.redeem(name, shared, key=name, at=AT)
    for absorbed, into in (("cem again", "also cem"), ("also cem", "cem")):
        ledger.act(Merge(absorbed=absorbed, into=into), key=f"merge {absorbed}", at=AT)
    for name in ("cem", "also cem", "cem again"):
        assert "as often as a member may" in why(codes, name, shared)
    assert check(store) == []


def test_only_who_is_a_member_redeems(store: Store) -> None:
    codes = opened(store)
    [code] = codes.make("spring", 1)
    with pytest.raises(NotInStore, match="no member 'zoe'"):
        codes.redeem("zoe", code, key="k", at=AT)


def test_a_campaign_is_announced_once_and_before_its_codes(store: Store) -> None:
    codes = opened(store)
    with pytest.raises(LimitReached, match="spring is announced already"):
        codes.announce(SPRING)
    with pytest.raises(NotInStore, match="no campaign 'autumn'"):
        list(codes.make("autumn", 1))
    with pytest.raises(UsageError, match="0 codes"):
        list(codes.make("spring", 0))


def test_who_guesses_without_being_locked_out_hits_nothing(store: Store) -> None:
    """A thousand codes are out. Each guess is looked up, as if nobody counted wrong ones; each is of another round's."""
    codes = opened(store, replace(SPRING, points=1))
    made = list(codes.make("spring", 1000))
    tried = random.Random(SEED)
    refused = 0
    for number in range(LOOKED_UP):
        try:
            codes.redeem("anna", new_code(tried.randbytes), key=f"k{number}", at=AT)
        except CodeRefused:
            refused += 1
    assert refused == LOOKED_UP
    codes.redeem("anna", made[-1], key="right", at=AT)
    assert StoreLedger(store).balance("anna", AT).available == 1


def test_no_code_stands_in_the_store(store: Store) -> None:
    codes = opened(store)
    made = list(codes.make("spring", 300))
    assert len(set(made)) == 300
    with store.reading() as c:
        kept = b"".join(c.execute(select(CODES.c.digest)).scalars())
    assert not any(code.replace("-", "").encode() in kept for code in made)
