"""Members have random ids; what is known of a person is sealed, and gone when it is erased, whatever is restored."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from regulars.actions.rewards.ledger.requests import Merge
from regulars.errors import DamagedStore, IdempotencyConflict, LimitReached, NotInStore, UsageError
from regulars.stores.operations.connecting import Store
from regulars.stores.operations.ledger import StoreLedger
from regulars.stores.operations.members import Members, Person
from regulars.stores.operations.schema import MEMBERS
from regulars.stores.operations.secrets_of_store import StoreKey
from tests.stores.operations.members import AT

KEY = StoreKey(bytes(range(32)))
ANNA = Person("Anna Petraitė", "anna@example.org", "+370 600 00001", {"email": True})


def test_what_is_known_comes_back_and_is_not_told_by_accident(store: Store) -> None:
    members = Members(store, KEY)
    anna = members.join(key="k", at=AT, person=ANNA)
    assert members.person(anna) == ANNA
    assert "Anna" not in repr(ANNA)
    assert str(KEY.secret.hex()) not in repr(members)
    assert StoreLedger(store).balance(anna, AT).available == 0


def test_joining_twice_with_one_key_is_joining_once(store: Store) -> None:
    members = Members(store, KEY)
    anna = members.join(key="k", at=AT, person=ANNA)
    assert members.join(key="k", at=AT + timedelta(days=1), person=ANNA) == anna
    with pytest.raises(IdempotencyConflict, match="came before"):
        members.join(key="k", at=AT, person=Person("Ben"))


def test_a_customer_is_one_member_and_a_key_says_something(store: Store) -> None:
    members = Members(store, KEY)
    members.join(key="k", at=AT, customer_id="C-1")
    with pytest.raises(LimitReached, match="C-1 is a member already"):
        members.join(key="l", at=AT, customer_id="C-1")
    with pytest.raises(UsageError, match="has 0 characters"):
        members.join(key="", at=AT)


def test_joining_can_be_rehearsed(store: Store) -> None:
    """Nobody has an id from it; whoever joined under the key before is told."""
    members = Members(store, KEY)
    assert members.join(key="k", at=AT, customer_id="C-1", dry_run=True) == ""
    assert members.some() == []
    anna = members.join(key="k", at=AT, customer_id="C-1")
    assert members.join(key="k", at=AT, customer_id="C-1", dry_run=True) == anna
    with pytest.raises(LimitReached, match="is a member already"):
        members.join(key="k2", at=AT, customer_id="C-1", dry_run=True)


def test_a_person_is_known_anew_under_a_new_key(store: Store) -> None:
    members = Members(store, KEY)
    anna = members.join(key="k", at=AT, person=ANNA)
    members.know(anna, Person("Anna Petraitienė"), AT)
    found = members.person(anna)
    assert found is not None
    assert found.name == "Anna Petraitienė"
    with pytest.raises(NotInStore, match="no member"):
        members.know("zoe", ANNA, AT)


def test_another_stores_key_reads_nobody(store: Store) -> None:
    anna = Members(store, KEY).join(key="k", at=AT, person=ANNA)
    with pytest.raises(DamagedStore, match="cannot be read") as e:
        Members(store, StoreKey.new()).person(anna)
    assert "key file" in str(e.value)


def test_the_rows_hold_no_word_of_the_person(store: Store, tmp_path: Path) -> None:
    members = Members(store, KEY)
    members.join(key="k", at=AT, person=ANNA)
    with store.reading() as c:
        for table in MEMBERS.metadata.sorted_tables:
            said = repr(c.execute(select(table)).all())
            assert "Petrait" not in said
            assert "example.org" not in said
    if store.path is not None:
        for file in store.path.parent.glob("regulars.db*"):
            assert b"Petrait" not in file.read_bytes()


def test_a_member_moves_to_a_household(store: Store) -> None:
    members = Members(store, KEY)
    anna = members.join(key="k", at=AT)
    members.place_in_household(anna, "h1")
    with store.reading() as c:
        assert c.execute(select(MEMBERS.c.household_id)).scalar_one() == "h1"
    with pytest.raises(NotInStore, match="no member"):
        members.place_in_household("zoe", "h1")


def test_a_member_is_found_by_id_or_by_the_shops_own_id(store: Store) -> None:
    members = Members(store, KEY)
    anna = members.join(key="k", at=AT, customer_id="C-1", household_id="h1")
    found = members.find(anna)
    assert (found.customer_id, found.household_id, found.joined_at, found.merged_into) == ("C-1", "h1", AT, None)
    assert members.of_customer("C-1") == found
    for ask in (members.find, members.of_customer):
        with pytest.raises(NotInStore, match="no member"):
            ask("zoe")


def test_who_became_a_part_of_another_says_of_whom(store: Store) -> None:
    members = Members(store, KEY)
    anna, also, ann = (members.join(key=name, at=AT) for name in ("anna", "also", "ann"))
    for absorbed, into in ((ann, also), (also, anna)):
        StoreLedger(store).act(Merge(absorbed=absorbed, into=into), key=absorbed, at=AT)
    assert [members.find(m).merged_into for m in (anna, also, ann)] == [None, anna, anna]


def test_permissions_are_kept_as_they_were_given() -> None:
    assert json.loads(json.dumps(ANNA.permissions)) == {"email": True}
