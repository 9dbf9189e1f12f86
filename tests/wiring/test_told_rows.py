"""What is told has the identity that an export of the same thing gives it."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq

import regulars as rg
from regulars.stores.operations.outbox import RESTORED, Told
from regulars.wiring.told_rows import Naming, fact_id_of, source_of, tables
from tests.wiring.test_operations import AT

HEAD = {"customer_id": "m", "occurred_at": "2026-03-05T09:30:00"}
EXPORT = """order_id,customer,date,line_id,product,quantity,amount
o-1,C-1,2026-03-05,1,bread,2,9.00
ąč-2,C-2,2026-03-06,1,jam,1,6.00
"""


def test_identities_are_those_of_an_import(tmp_path: Path) -> None:
    shop = rg.init(tmp_path / "shop", currency="EUR", time_zone="Europe/Vilnius")
    (tmp_path / "lines.csv").write_text(EXPORT, encoding="utf-8")
    shop.import_(tmp_path / "lines.csv", source="till", mapping={"line": "line_id"})
    held = {kind: pq.read_table(shop.folder.live(kind).facts[0]).to_pylist() for kind in ("purchases", "purchase_lines")}
    assert {row["fact_id"] for row in held["purchases"]} == {fact_id_of("purchase", "till", o) for o in ("o-1", "ąč-2")}
    assert {row["fact_id"] for row in held["purchase_lines"]} == {
        fact_id_of("line", "till", row["order_id"], row["line_id"], "0") for row in held["purchase_lines"]
    }


def test_of_two_versions_the_later_is_told_and_a_mark_is_no_fact() -> None:
    def purchase(number: int, amount: int, lines: list[dict[str, object]]) -> Told:
        fact = {**HEAD, "source": "till", "order_id": "o-1", "amount_minor": amount, "currency": "EUR", "discount_minor": 0}
        return Told(number, "purchases", {**fact, "lines": lines}, AT)

    line = {"line_id": "1", "role": "product", "amount_minor": 900, "discount_minor": 0}
    told = [purchase(1, 900, [line]), purchase(2, 800, []), Told(3, RESTORED, {}, AT)]
    found = tables(told, Naming({"m": "C-1"}, "EUR"))
    assert [(r["customer_id"], r["amount_minor"]) for r in found["purchases"].to_pylist()] == [("C-1", 800)]
    assert [r["amount_minor"] for r in found["purchase_lines"].to_pylist()] == [900]
    assert [source_of(t) for t in told] == ["till", "till", "ledger"]
