"""Codes: what is made is kept as a digest; every limit holds, one after another and all at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, select

from regulars.actions.rewards.codes import Campaign
from regulars.actions.rewards.ledger.requests import Refund
from regulars.errors import CodeRefused, LimitReached, NotInStore, UsageError
from regulars.stores.operations.checking import check
from regulars.stores.operations.codes import Codes
from regulars.stores.operations.connecting import Store
from regulars.stores.operations.ledger import StoreLedger
from regulars.stores.operations.schema import CODES
from regulars.stores.operations.secrets_of_store import StoreKey
from tests.stores.operations.members import AT, join

SPRING = Campaign(campaign_id="spring", points=100, starts_at=AT, ends_at=AT + timedelta(days=30), expires_after_days=60)
KEY = StoreKey(bytes(range(32)))


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


def test_a_use_taken_back_can_be_used_again(store: Store) -> None:
    """Anna's code is used, its points are refunded, and the limits are as if she had never used it."""
    codes = opened(store, replace(SPRING, per_member=1, per_household=1, most_uses=1))
    [code] = codes.make("spring", 1)
    used = codes.redeem("anna", code, key="k1", at=AT)
    StoreLedger(store).act(Refund(reference="k1", source="code", lines={}), key="k2", at=AT)
    codes.take_back(used, at=AT)
    codes.take_back(used, at=AT)
    assert check(store) == []
    codes.redeem("ben", code, key="k3", at=AT)
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


def test_no_code_stands_in_the_store(store: Store) -> None:
    codes = opened(store)
    made = list(codes.make("spring", 300))
    assert len(set(made)) == 300
    with store.reading() as c:
        kept = b"".join(c.execute(select(CODES.c.digest)).scalars())
    assert not any(code.replace("-", "").encode() in kept for code in made)
