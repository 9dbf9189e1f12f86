"""Every kind of entry has its words in every language, and no other member is named."""

from __future__ import annotations

from datetime import timedelta
from typing import get_args

import pytest

from regulars.actions.rewards.ledger.entries import Kind
from regulars.actions.rewards.ledger.memory import MemoryLedger
from regulars.actions.rewards.ledger.requests import (
    Adjust,
    Capture,
    Earn,
    EarnLine,
    Merge,
    Refund,
    Return,
    SetAside,
    Spend,
    Transfer,
    Void,
)
from regulars.interfaces.members.languages import NAMES, language
from regulars.interfaces.members.reasons import _SENTENCES, reason
from tests.interfaces.rest.shop import AT

DAY = timedelta(days=1)


def lived() -> MemoryLedger:
    """A ledger in which everything happened that can."""
    ledger = MemoryLedger()
    for name in ("anna", "ben", "cem"):
        ledger.add_member(name)
    line = EarnLine(line_id="1", points=100, amount_minor=100)

    def act(request: object, day: int = 0) -> object:
        return ledger.act(request, key=str(len(ledger.keys)), at=AT + day * DAY).entry  # type: ignore[arg-type]

    act(Earn(member="anna", reference="o-1", lines=(line,)))
    act(Earn(member="anna", reference="o-2", lines=(line,), expires_at=AT + 9 * DAY, matures_at=AT + DAY))
    spent = act(Spend(member="anna", amount=60, reference="o-3"))
    act(Return(spend=spent, amount=10))  # type: ignore[arg-type]
    held, other = (act(SetAside(member="anna", amount=5, ends_at=AT + 3 * DAY, reference="w"), 1) for _ in range(2))
    act(SetAside(member="anna", amount=5, ends_at=AT + 3 * DAY), 1)
    act(Capture(hold=held), 1)  # type: ignore[arg-type]
    act(Void(hold=other), 1)  # type: ignore[arg-type]
    act(Transfer(giver="anna", receiver="ben", amount=7), 1)
    act(Adjust(member="ben", amount=3, reason="jam: spilled", by="S-1"), 1)
    act(Adjust(member="ben", amount=-1, reason="jam: found", by="S-1"), 1)
    act(Merge(absorbed="ben", into="anna"), 1)
    ledger.settle_due(AT + 20 * DAY)
    act(Spend(member="anna", amount=30), 20)
    act(Refund(reference="o-1", lines={}), 20)
    act(Earn(member="anna", reference="o-5", lines=(line,)), 21)
    act(Earn(member="cem", reference="o-6", lines=(EarnLine(line_id="1", points=0),)), 21)
    return ledger


@pytest.mark.parametrize("code", NAMES)
def test_every_kind_is_said(code: str) -> None:
    entries = lived().entries.values()
    assert {e.kind for e in entries} == set(get_args(Kind)) == set(_SENTENCES)
    for entry in entries:
        words = reason(entry, language(code))
        assert words
        assert "{" not in words
        assert not {"anna", "ben", "cem"} & set(words.replace("\u2068", " ").replace("\u2069", " ").split())


def test_a_life_in_words() -> None:
    said: dict[str, str] = {}
    for entry in lived().entries.values():
        said.setdefault(entry.kind, reason(entry, language("en")).replace("\u2068", "").replace("\u2069", ""))
    assert said["returned"] == "10 points given back"
    assert said["hold_ended"] == "5 points that were set aside are free again"
    assert said["merged_in"] == "9 points came from another account of yours"
    assert said["clawed_back"].startswith("100 points taken back: order o-1 was refunded")
