"""Campaigns and batches for callers who may ask again: a repeat is told the same, and nobody else anything."""

from __future__ import annotations

from dataclasses import replace

import pytest

from regulars.actions.rewards.codes import LENGTH, read_code
from regulars.errors import IdempotencyConflict, LimitReached, NotInStore
from regulars.stores.operations.code_batches import Batch, announce_once, make_once
from regulars.stores.operations.codes import Codes
from regulars.stores.operations.connecting import Store
from regulars.stores.operations.secrets_of_store import StoreKey
from tests.stores.operations.members import AT, join
from tests.stores.operations.test_codes import KEY, SPRING

BATCH = Batch("spring", 50)


def opened(store: Store, key: StoreKey = KEY) -> Codes:
    join(store, "anna")
    codes = Codes(store, key)
    announce_once(codes, SPRING, key="c", at=AT)
    return codes


def test_a_repeat_is_told_the_same_codes_and_they_work_once(store: Store) -> None:
    codes = opened(store)
    made = make_once(codes, BATCH, key="k", at=AT)
    assert make_once(codes, BATCH, key="k", at=AT) == made
    assert len({read_code(code) for code in made}) == 50
    assert {len(read_code(code)) for code in made} == {LENGTH}
    assert codes.redeem("anna", made[0], key="r", at=AT).balances[0]["available"] == 100
    for another in (replace(BATCH, number=51), replace(BATCH, uses=2)):
        with pytest.raises(IdempotencyConflict):
            make_once(codes, another, key="k", at=AT)


def test_another_key_or_store_makes_other_codes(store: Store) -> None:
    codes = opened(store)
    made = set(make_once(codes, BATCH, key="k", at=AT))
    assert not made & set(make_once(codes, BATCH, key="k2", at=AT))
    assert not made & set(make_once(Codes(store, StoreKey(bytes(32))), BATCH, key="k3", at=AT))


def test_a_campaign_is_announced_once_and_needed(store: Store) -> None:
    codes = opened(store)
    announce_once(codes, SPRING, key="c", at=AT)
    with pytest.raises(LimitReached, match="announced already"):
        announce_once(codes, SPRING, key="c2", at=AT)
    with pytest.raises(NotInStore, match="is no campaign"):
        make_once(codes, Batch("autumn", 1), key="k", at=AT)
    assert len(make_once(codes, replace(BATCH, number=1), key="k", at=AT)) == 1


def test_a_batch_can_be_rehearsed_and_shows_no_code(store: Store) -> None:
    codes = opened(store)
    announce_once(codes, replace(SPRING, campaign_id="autumn"), key="a", at=AT, dry_run=True)
    with pytest.raises(NotInStore):
        make_once(codes, replace(BATCH, campaign_id="autumn"), key="k", at=AT, dry_run=True)
    assert make_once(codes, BATCH, key="k", at=AT, dry_run=True) == []
    made = make_once(codes, BATCH, key="k", at=AT)
    assert make_once(codes, BATCH, key="k", at=AT, dry_run=True) == []
    assert len(made) == 50
