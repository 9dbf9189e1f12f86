"""From the outbox to the facts: each thing that happened counts once, whoever dies when."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

import regulars as rg
from regulars.actions.rewards.ledger.requests import Spend
from regulars.actions.sales import MoneyBack, Purchase, SaleLine
from regulars.errors import StoreError
from regulars.facts.query import Query
from regulars.stores.operations import sqlite
from regulars.stores.operations.schema import OUTBOX
from regulars.stores.workspace import Folder
from regulars.wiring.flushing import Flushed
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


def sold(shop: Workspace) -> list[tuple[object, ...]]:
    query = Query(
        "all",
        "",
        {"duckdb": "SELECT source, order_id, customer_id, amount_minor FROM purchases ORDER BY source, order_id, customer_id"},
    )
    return [tuple(row.values()) for row in shop.facts().engine.run(query).to_pylist()]


def bought(order: str, amount_minor: int = 1200, **more: Any) -> Purchase:
    return Purchase(**{"source": "shop", "order_id": order, "amount_minor": amount_minor, "currency": "EUR",
                       "occurred_at": AT, **more})  # fmt: skip


def test_an_order_that_was_told_is_the_same_as_in_an_export(shop: Workspace, tmp_path: Path) -> None:
    """o-1 and o-2 came with a file; o-1 is told again with more to pay, o-3 is told first and exported later."""
    with opened(shop) as store:
        store.sales.buy(bought("o-1", 1500, customer_id="C-1"), key="1", at=AT)
        store.sales.buy(bought("o-3", 700), key="2", at=AT)
        assert store.flush() == 2
    assert sold(shop) == [("shop", "o-1", "C-1", 1500), ("shop", "o-2", "C-2", 800), ("shop", "o-3", None, 700)]
    (tmp_path / "export.csv").write_text("order_id,customer,date,amount\no-3,,2026-03-05,7.00\no-2,C-2,2026-03-06,8.00\n")
    shop.import_(tmp_path / "export.csv")
    assert [row[1] for row in sold(shop)] == ["o-1", "o-2", "o-3"]


def test_several_sources_and_versions_are_told_at_once(shop: Workspace) -> None:
    """A guest's order at the till becomes Anna's before anything was told; the web sells, and the ledger tells its own."""
    bread = SaleLine(line_id="1", amount_minor=900, quantity=2, product_id="bread")
    with opened(shop) as store:
        anna = store.members.join(key="j", at=AT, customer_id="C-1")
        store.sales.buy(bought("o-1", 900, source="till", lines=(bread,)), key="1", at=AT)
        store.sales.buy(bought("w-1", source="web", customer_id="C-9"), key="2", at=AT)
        earning = replace(bread, points=9)
        store.sales.buy(bought("o-1", 900, source="till", lines=(earning,), member=anna), key="3", at=AT)
        refund = MoneyBack(source="till", order_id="o-1", refund_id="r", currency="EUR", lines={"1": 900})
        store.sales.give_back(refund, key="4", at=AT)
        assert [store.flush(), store.flush()] == [6, 0]
    assert sold(shop)[2:] == [("till", "o-1", "C-1", 900), ("web", "w-1", "C-9", 1200)]
    lines = Query("all", "", {"duckdb": "SELECT customer_id, line_id, quantity FROM purchase_lines"})
    assert shop.facts().engine.run(lines).to_pylist() == [{"customer_id": "C-1", "line_id": "1", "quantity": 2.0}]
    refunds = Query("all", "", {"duckdb": "SELECT customer_id, order_id, amount_minor FROM refunds"})
    assert shop.facts().engine.run(refunds).to_pylist() == [{"customer_id": "C-1", "order_id": "o-1", "amount_minor": 900}]
    assert [(m.source, m.watermark) for m in shop.imports()][1:] == [("till", 0), ("web", 0), ("ledger", 6)]


def test_who_dies_between_two_sources_tells_nothing_twice(shop: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    commits = Folder.commit

    def dies(folder: Folder, manifest: Any) -> None:
        if manifest.source == "web":
            raise StoreError("the power went")
        commits(folder, manifest)

    with opened(shop) as store:
        for source in ("till", "web"):
            store.sales.buy(bought("n-1", source=source), key=source, at=AT)
        with monkeypatch.context() as patched:
            patched.setattr(Folder, "commit", dies)
            with pytest.raises(StoreError, match="power went"):
                store.flush()
        assert len(sold(shop)) == 3
        assert store.flush() == 2
    assert sold(shop)[2:] == [("till", "n-1", None, 1200), ("web", "n-1", None, 1200)]


def test_an_older_database_that_is_put_back_tells_all_that_comes_after_it(shop: Workspace) -> None:
    """Three orders, a copy, five more, all told; then the copy is back, and eight are acknowledged: each is among the facts."""
    path, older = shop.folder.path / "regulars.db", shop.folder.path.parent / "older.db"
    with opened(shop) as store:
        for n in range(3):
            store.sales.buy(bought(f"old-{n}"), key=f"old-{n}", at=AT)
        store.flush()
        store.backup(older)
        for n in range(5):
            store.sales.buy(bought(f"mid-{n}"), key=f"mid-{n}", at=AT)
        assert store.tell() == Flushed(5)
    sqlite.remove(path)
    path.write_bytes(older.read_bytes())
    with opened(shop) as store:
        for n in range(8):
            store.sales.buy(bought(f"new-{n}"), key=f"new-{n}", at=AT)
        assert store.tell() == Flushed(8, went_back=True)
        assert store.tell() == Flushed(0)
        assert store.check() == []
        with store.store.reading() as c:
            given = list(c.execute(select(OUTBOX.c.sequence).order_by(OUTBOX.c.sequence)).scalars())
    assert given == [1, 2, 3, *range(8, 17)], "no number that the workspace saw is given again"
    assert [row[1] for row in sold(shop) if str(row[1]).startswith("new")] == [f"new-{n}" for n in range(8)]
