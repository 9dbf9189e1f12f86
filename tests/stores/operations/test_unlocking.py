"""The right key is told from a wrong one by what a store holds, before anything is written with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from regulars.errors import Unreachable, WrongKey
from regulars.stores.operations.connecting import Store
from regulars.stores.operations.keys import ApiKeys
from regulars.stores.operations.members import Members, Person
from regulars.stores.operations.secrets_of_store import StoreKey
from regulars.stores.operations.unlocking import key_of_new, need_right_key, settle
from tests.stores.operations.members import AT, join

KEY, OTHER = StoreKey(bytes(range(32))), StoreKey(bytes(32))


def test_one_person_proves_a_key(store: Store) -> None:
    need_right_key(store, OTHER)  # nothing is sealed yet
    Members(store, KEY).join(key="j", at=AT, person=Person("Anna"))
    need_right_key(store, KEY)
    with pytest.raises(WrongKey, match="does not open what") as e:
        need_right_key(store, OTHER)
    assert "REGULARS_STORE_KEY" in e.value.do


def test_a_store_says_whose_it_is_though_nobody_is_known_in_it(store: Store) -> None:
    settle(store, KEY, AT)
    settle(store, KEY, AT)
    need_right_key(store, KEY)
    settle(store, OTHER, AT)  # it changes nothing
    with pytest.raises(WrongKey, match="does not open what"):
        need_right_key(store, OTHER)


def test_a_key_is_made_for_a_new_store_alone(store: Store, tmp_path: Path) -> None:
    absent = StoreKey.sought(tmp_path / "store.key")
    ApiKeys(store, KEY).make("till", {"points:read"}, at=AT)
    settle(store, absent, AT)
    assert absent.is_missing
    with pytest.raises(WrongKey, match="There is no key to what"):
        need_right_key(store, absent)
    with pytest.raises(WrongKey, match=r"There is no .*store\.key"):
        absent.derived("people")


def test_members_without_names_need_no_key(store: Store, tmp_path: Path) -> None:
    join(store, "anna")
    settle(store, StoreKey.sought(tmp_path / "store.key"), AT)
    assert (tmp_path / "store.key").exists()
    need_right_key(store, StoreKey.at(tmp_path / "store.key"))
    with pytest.raises(WrongKey):
        need_right_key(store, OTHER)


def test_a_key_that_proved_nothing_is_not_called_the_right_one(store: Store) -> None:
    """A store of before has API keys, and nobody whose row could tell. A wrong key takes nothing from the right one."""
    ApiKeys(store, KEY).make("till", {"points:read"}, at=AT)
    settle(store, OTHER, AT)
    need_right_key(store, KEY)
    Members(store, KEY).join(key="j", at=AT, person=Person("Anna"))
    settle(store, OTHER, AT)
    settle(store, KEY, AT)
    need_right_key(store, KEY)
    with pytest.raises(WrongKey, match="does not open what"):
        need_right_key(store, OTHER)


def test_a_store_that_could_not_be_marked_leaves_no_key(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server goes away while a new store is being made; when it is made after all, the key stays."""
    absent = StoreKey.sought(tmp_path / "store.key")

    def gone(*_: object) -> None:
        assert (tmp_path / "store.key").exists()
        raise Unreachable("the server does not answer")

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr("regulars.stores.operations.unlocking.mark", gone)
        with pytest.raises(Unreachable):
            settle(store, absent, AT)
    assert not (tmp_path / "store.key").exists()

    def made_and_lost() -> None:
        with key_of_new(store, absent):
            settle(store, absent, AT)
            raise Unreachable("the answer to the commit was lost")

    with pytest.raises(Unreachable):
        made_and_lost()
    need_right_key(store, StoreKey.at(tmp_path / "store.key"))
