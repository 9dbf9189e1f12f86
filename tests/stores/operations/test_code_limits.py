"""Every limit of codes at once, beside a list of who used what: whatever is used, given back and merged, none is passed."""

from __future__ import annotations

import os
import random
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest

from regulars.actions.rewards.codes import Campaign
from regulars.actions.rewards.ledger.entries import EntryId
from regulars.actions.rewards.ledger.requests import Merge
from regulars.errors import CodeRefused
from regulars.stores.operations.checking import check
from regulars.stores.operations.codes import Codes
from regulars.stores.operations.connecting import Store
from regulars.stores.operations.ledger import StoreLedger
from regulars.stores.operations.secrets_of_store import StoreKey
from tests.stores.operations.members import AT, join

WALKS = int(os.environ.get("CODE_WALKS", "4"))
SEED = int(os.environ.get("SEED", "1"))
HOMES = {"anna": "h1", "ben": "h1", "cem": "h2", "dov": "h2", "eva": None}


@dataclass
class Used:
    """One use that was not given back."""

    code: str
    member: str
    home: str | None


@dataclass
class Plainly:
    """Who used which code of one campaign: a list, counted anew for each question."""

    campaign: Campaign
    most_uses: int
    uses: dict[EntryId, Used] = field(default_factory=dict)
    into: dict[str, str] = field(default_factory=dict)
    homes: dict[str, str | None] = field(default_factory=lambda: dict(HOMES))

    def who(self, member: str) -> str:
        while member in self.into:
            member = self.into[member]
        return member

    def merge(self, absorbed: str, into: str) -> None:
        self.into[absorbed] = into
        self.homes[into] = self.homes[into] or self.homes[absorbed]

    def counts_for(self, use: Used, home: str) -> bool:
        """A use is its household's; and, of members who became one, the household's where that person lives."""
        person = self.who(use.member)
        return use.home == home or (person in self.into.values() and self.homes[person] == home)

    def allows(self, code: str, member: str) -> bool:
        me, uses, c = self.who(member), list(self.uses.values()), self.campaign
        home = self.homes[me]
        counted = (
            (sum(u.code == code for u in uses), self.most_uses),
            (sum(self.who(u.member) == me for u in uses), c.per_member),
            (sum(self.counts_for(u, home) for u in uses) if home else 0, c.per_household),
            (len(uses), c.most_uses),
            ((len(uses) + 1) * c.points - 1, c.budget_points),
        )
        return all(most is None or number < most for number, most in counted)


@pytest.mark.parametrize("number", range(WALKS))
def test_no_limit_is_passed_and_none_refuses_too_soon(store: Store, number: int) -> None:
    chance = random.Random(f"{SEED} {number}")
    names = ("per_member", "per_household", "most_uses")
    limits: dict[str, Any] = {name: chance.choice((None, None, 1, 2, 4)) for name in names}
    campaign = Campaign(campaign_id="c", points=10, starts_at=AT, ends_at=AT + timedelta(days=9))
    plain = Plainly(replace(campaign, budget_points=chance.choice((None, None, 35, 60)), **limits), chance.choice((2, 9, 50)))
    codes, ledger = Codes(store, StoreKey(bytes(32))), StoreLedger(store)
    join(store, *HOMES, households=HOMES.values())
    codes.announce(plain.campaign)
    made = list(codes.make("c", 3, uses=plain.most_uses))
    for step in range(40):
        member, code, what = chance.choice(list(HOMES)), chance.choice(made), chance.random()
        if what < 0.65:
            allowed = plain.allows(code, member)
            try:
                entry = codes.redeem(member, code, key=f"{step}", at=AT).entry
            except CodeRefused:
                assert not allowed, (step, member, plain)
                continue
            assert allowed, (step, member, plain)
            plain.uses[entry] = Used(code, member, plain.homes[plain.who(member)])
        elif what < 0.88 and plain.uses:
            entry = chance.choice(list(plain.uses))
            codes.give_back(entry, key=f"{step}", at=AT)
            del plain.uses[entry]
        elif what >= 0.88 and plain.who(member) != (into := plain.who(chance.choice(list(HOMES)))):
            ledger.act(Merge(absorbed=plain.who(member), into=into), key=f"{step}", at=AT)
            plain.merge(plain.who(member), into)
    assert check(store) == []
    assert sum(ledger.balance(m, AT).net for m in {plain.who(m) for m in HOMES}) == 10 * len(plain.uses)


def test_a_merge_is_no_way_out_of_a_households_limit(store: Store) -> None:
    """Anna lives in h1 and used the campaign. Eva, of whom no household was known, turns out to be Anna; Ben lives with her."""
    codes, ledger = Codes(store, StoreKey(bytes(32))), StoreLedger(store)
    join(store, "anna", "ben", "eva", households=["h1", "h1", None])
    codes.announce(Campaign(campaign_id="c", points=10, starts_at=AT, ends_at=AT + timedelta(days=9), per_household=1))
    first, other = codes.make("c", 2)
    used = codes.redeem("anna", first, key="1", at=AT).entry
    ledger.act(Merge(absorbed="anna", into="eva"), key="2", at=AT)
    for number, who in enumerate(("eva", "anna", "ben")):
        with pytest.raises(CodeRefused, match="as often as a household may"):
            codes.redeem(who, other, key=f"no {number}", at=AT, reveal=True)
    codes.give_back(used, key="3", at=AT)
    codes.redeem("ben", other, key="4", at=AT)
    with pytest.raises(CodeRefused):
        codes.redeem("eva", first, key="5", at=AT)
    assert check(store) == []


@pytest.mark.parametrize("eva_lives_in", ["h2", None])
def test_what_either_used_counts_where_they_live_now(store: Store, eva_lives_in: str | None) -> None:
    """Eva used the campaign once and Anna, of h1, once; as one person they leave Cem one of three uses, who lives with Eva."""
    codes, ledger = Codes(store, StoreKey(bytes(32))), StoreLedger(store)
    join(store, "anna", "cem", "eva", households=["h1", eva_lives_in or "h1", eva_lives_in])
    codes.announce(Campaign(campaign_id="c", points=10, starts_at=AT, ends_at=AT + timedelta(days=9), per_household=3))
    made = list(codes.make("c", 5))
    for number, who in enumerate(("anna", "eva")):
        codes.redeem(who, made[number], key=f"{number}", at=AT)
    ledger.act(Merge(absorbed="anna", into="eva"), key="m", at=AT)
    codes.redeem("cem", made[2], key="2", at=AT)
    for who in ("cem", "eva"):
        with pytest.raises(CodeRefused, match="as often as a household may"):
            codes.redeem(who, made[3], key=f"no {who}", at=AT, reveal=True)
    assert check(store) == []
