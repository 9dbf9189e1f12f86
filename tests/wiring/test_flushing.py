"""From the outbox to the facts: each thing that happened counts once, whoever dies when."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

import regulars as rg
from regulars.actions.rewards.ledger.requests import Spend
from regulars.errors import StoreError
from regulars.facts.query import Query
from regulars.stores.workspace import Folder
from regulars.wiring.shop import Workspace
from tests.wiring.test_operations import AT, earn, opened


@pytest.fixture
def shop(tmp_path: Path) -> Workspace:
    made = rg.init(tmp_path / "shop", currency="EUR", time_zone="Europe/Vilnius")
    (tmp_path / "orders.csv").write_text("order_id,customer,date,amount\no-1,C-1,2026-03-05,12.00\no-2,C-2,2026-03-06,8.00\n")
    made.import_(tmp_path / "orders.csv")
    return made


def incentives(shop: Workspace) -> list[tuple[str, str, int, str]]:
    query = Query(
        "all", "", {"duckdb": "SELECT customer_id, event, value_minor, currency FROM incentives ORDER BY occurred_at"}
    )
    return [tuple(row.values()) for row in shop.facts().engine.run(query).to_pylist()]


def test_what_the_ledger_did_is_among_the_facts_once(shop: Workspace) -> None:
    """Anna is the shop's C-1: 120 points worth 1.20, of which she spends 100."""
    with opened(shop) as store:
        anna = store.members.join(key="j", at=AT, customer_id="C-1")
        store.ledger.act(earn(anna, "o-1", 120), key="1", at=AT)
        assert [store.flush(), store.flush()] == [1, 0]
        store.ledger.act(Spend(member=anna, amount=100, reference="o-9"), key="2", at=AT + timedelta(days=1))
        assert store.flush() == 1
    assert incentives(shop) == [("C-1", "offered", 120, "EUR"), ("C-1", "redeemed", 100, "EUR")]
    assert [m.watermark for m in shop.imports()] == [0, 1, 2]
    read = rg.read(shop.folder.path).intake
    assert read is not None
    assert read.sentence() == "2 rows read = 2 used + 0 set aside by policy + 0 quarantined"


def test_an_import_keeps_the_watermark(shop: Workspace, tmp_path: Path) -> None:
    with opened(shop) as store:
        anna = store.members.join(key="j", at=AT)
        store.ledger.act(earn(anna, "o-1", 120), key="1", at=AT)
        store.flush()
        (tmp_path / "more.csv").write_text("order_id,customer,date,amount\no-3,C-1,2026-03-07,5.00\n")
        shop.import_(tmp_path / "more.csv")
        assert store.flush() == 0
    assert [m.watermark for m in shop.imports()] == [0, 1, 1]
    assert len(incentives(shop)) == 1


def test_who_dies_before_the_manifest_has_told_nothing(shop: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def dies(*_: object) -> None:
        raise StoreError("the power went")

    with opened(shop) as store:
        anna = store.members.join(key="j", at=AT)
        store.ledger.act(earn(anna, "o-1", 120), key="1", at=AT)
        with monkeypatch.context() as patched:
            patched.setattr(Folder, "commit", dies)
            with pytest.raises(StoreError, match="power went"):
                store.flush()
        assert store.flush() == 1
    assert len(incentives(shop)) == 1


def test_two_members_who_are_one_are_an_identity(shop: Workspace) -> None:
    from regulars.actions.rewards.ledger.requests import Merge

    with opened(shop) as store:
        anna, also = (store.members.join(key=c, at=AT, customer_id=c) for c in ("C-1", "C-2"))
        store.ledger.act(Merge(absorbed=also, into=anna), key="m", at=AT)
        assert store.flush() == 1
    query = Query("all", "", {"duckdb": "SELECT customer_id, same_as FROM identities"})
    assert shop.facts().engine.run(query).to_pylist() == [{"customer_id": "C-2", "same_as": "C-1"}]
