"""What a member holds at a moment, and that another's entries are not hers."""

from __future__ import annotations

from datetime import timedelta

import pytest

from regulars.actions.rewards.ledger.entries import EntryId
from regulars.actions.rewards.ledger.requests import Adjust, Earn, EarnLine, Merge, SetAside, Spend
from regulars.errors import NotInStore
from regulars.stores.operations.connecting import Store
from regulars.stores.operations.holdings import Written, history, holdings, need_own, own_entry
from regulars.stores.operations.ledger import StoreLedger
from tests.stores.operations.members import AT, join

DAY = timedelta(days=1)


def earn(member: str, order: str, points: int, days: int) -> Earn:
    return Earn(member=member, reference=order, lines=(EarnLine(line_id="1", points=points),), expires_at=AT + days * DAY)


def test_lots_stand_in_the_order_in_which_they_are_spent_and_are_as_of_the_time(store: Store) -> None:
    join(store, "anna", "ben")
    ledger = StoreLedger(store)
    for order, points, days in (("o-1", 100, 30), ("o-2", 50, 10)):
        ledger.act(earn("anna", order, points, days), key=order, at=AT)
    ledger.act(SetAside(member="anna", amount=20, ends_at=AT + DAY), key="h", at=AT)
    now = holdings(ledger, "anna", AT)
    assert [(lot.remaining, lot.held) for lot in now.lots] == [(50, 20), (100, 0)]
    assert [hold.open for hold in now.holds] == [20]
    assert (now.balance.available, now.balance.held) == (150, 20)
    later = holdings(ledger, "anna", AT + 11 * DAY)
    assert [lot.remaining for lot in later.lots] == [100]
    assert later.holds == ()
    assert holdings(ledger, "ben", AT).lots == ()


def test_an_entry_is_its_members_alone_and_of_whom_she_became_a_part(store: Store) -> None:
    join(store, "anna", "ben", "cem")
    ledger = StoreLedger(store)
    of_ben = ledger.act(earn("ben", "o-1", 100, 30), key="1", at=AT).entry
    need_own(ledger, "ben", of_ben)
    for member, entry in (("anna", of_ben), ("anna", EntryId(999, 1)), ("anna", EntryId(of_ben.account + 2, 9))):
        with pytest.raises(NotInStore, match="is not an entry of this ledger"):
            need_own(ledger, member, entry)
    ledger.act(Merge(absorbed="ben", into="anna"), key="m", at=AT)
    need_own(ledger, "anna", of_ben)
    with pytest.raises(NotInStore):
        need_own(ledger, "cem", of_ben)


def merged_twice(store: Store) -> StoreLedger:
    """Ben becomes a part of Anna, and she of Cem. Each had points before; Anna also between the two merges."""
    join(store, "anna", "ben", "cem", "dov")
    ledger, hour = StoreLedger(store), timedelta(hours=1)
    ledger.act(earn("anna", "a-1", 100, 30), key="1", at=AT)
    ledger.act(earn("ben", "b-1", 70, 30), key="2", at=AT + hour)
    ledger.act(Spend(member="ben", amount=20, reference="b-2"), key="3", at=AT + 2 * hour)
    ledger.act(earn("cem", "c-1", 5, 30), key="4", at=AT + 3 * hour)
    ledger.act(Merge(absorbed="ben", into="anna"), key="5", at=AT + 4 * hour)
    ledger.act(Spend(member="ben", amount=30, reference="a-2"), key="6", at=AT + 5 * hour)
    ledger.act(Merge(absorbed="anna", into="cem"), key="7", at=AT + 6 * hour)
    ledger.act(earn("dov", "d-1", 9, 30), key="8", at=AT + 6 * hour)
    return ledger


def said(found: list[Written]) -> list[tuple[str, str, int, int]]:
    return [(w.member_id, w.entry.kind, w.entry.legs.available, w.entry.available_after) for w in found]


WHOLE = [
    ("cem", "merged_in", 120, 125), ("anna", "merged_out", -120, 0), ("anna", "spent", -30, 120),
    ("anna", "merged_in", 50, 150), ("ben", "merged_out", -50, 0), ("cem", "earned", 5, 5), ("ben", "spent", -20, 50),
    ("ben", "earned", 70, 70), ("anna", "earned", 100, 100),
]  # fmt: skip


def test_after_a_merge_each_entry_is_listed_once_and_their_sum_is_the_balance(store: Store) -> None:
    ledger = merged_twice(store)
    for member in ("cem", "anna", "ben"):
        found = history(ledger, member)
        assert said(found) == WHOLE
        assert sum(w.entry.legs.available for w in found) == ledger.balance(member, AT + DAY).available == 125
        for written in found:
            assert own_entry(ledger, member, written.entry.entry_id) == written
    assert said(history(ledger, "dov")) == [("dov", "earned", 9, 9)]
    assert {w.entry.kind for w in history(ledger, "cem", unit="qualifying")} <= {"merged_in", "merged_out"}
    with pytest.raises(NotInStore):
        own_entry(ledger, "dov", history(ledger, "ben")[-1].entry.entry_id)
    with pytest.raises(NotInStore):
        history(ledger, "nobody")


@pytest.mark.parametrize("size", [1, 2, 4])
def test_pages_of_a_merged_history_say_each_entry_once(store: Store, size: int) -> None:
    ledger = merged_twice(store)
    seen: dict[int, EntryId] = {}
    shown: list[Written] = []
    while found := history(ledger, "cem", before=seen.values(), most=size):
        shown += found
        seen |= {w.entry.entry_id.account: w.entry.entry_id for w in found}
    assert said(shown) == WHOLE


def test_a_clock_that_was_set_back_leaves_the_order_of_the_entries(store: Store) -> None:
    """Anna's second entry was written an hour before her first, says the clock: it is her second all the same."""
    join(store, "anna", "ben")
    ledger = StoreLedger(store)
    for key, amount, hours in (("1", 5, 2), ("2", 3, 1)):
        given = Adjust(member="anna", amount=amount, reason="goodwill: a gift", by="Rasa")
        ledger.act(given, key=key, at=AT + timedelta(hours=hours))
    ledger.act(Adjust(member="ben", amount=1, reason="goodwill: a gift", by="Rasa"), key="3", at=AT)
    ledger.act(Merge(absorbed="ben", into="anna"), key="4", at=AT + timedelta(hours=3))
    assert [after for _, _, _, after in said(history(ledger, "anna"))] == [9, 0, 8, 5, 1]
