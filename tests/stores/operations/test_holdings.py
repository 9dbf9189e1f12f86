"""What a member holds at a moment, and that another's entries are not hers."""

from __future__ import annotations

from datetime import timedelta

import pytest

from regulars.actions.rewards.ledger.entries import EntryId
from regulars.actions.rewards.ledger.requests import Earn, EarnLine, Merge, SetAside
from regulars.errors import NotInStore
from regulars.stores.operations.connecting import Store
from regulars.stores.operations.holdings import holdings, need_own
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
