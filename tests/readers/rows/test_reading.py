"""From rows to facts: nothing is lost, and neither order nor files matter."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regulars.engines.duckdb import DuckDBEngine
from regulars.errors import InputError, NothingUsable
from tests.examples import at_most
from tests.readers.rows.tables import Taken, orders, orders_scan, take


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDBEngine]:
    with DuckDBEngine(threads=1) as made:
        yield made


def held(taken: Taken) -> dict[str, Any]:
    """Facts and counts of a reading, without what may differ: where bad rows stand."""
    facts = {name: taken.rows(f"incoming_{name}") for name in ("purchases", "purchase_lines", "refunds")}
    counted = {q.reason: q.rows for q in taken.intake.quarantined}
    return {**facts, "bad": counted, "takings": taken.intake.takings, "used": taken.intake.rows_used}


class TestAFirstFile:
    def test_ana_and_bo_buy_and_one_row_says_nothing(self, engine: DuckDBEngine) -> None:
        taken = orders(engine, "Ana|2024-01-05|12.50", "Bo|2024-01-07|1,234.50", "Ana|2024-13-01|3.00", "Cy|2024-01-09|free")
        assert [(p["customer_id"], p["amount_minor"]) for p in taken.purchases] == [("Ana", 1250), ("Bo", 123450)]
        assert taken.intake.sentence() == "4 rows read = 2 used + 0 set aside by policy + 2 quarantined"
        assert [(q["record"], q["line"], q["column_name"], q["value"], q["reason"]) for q in taken.quarantine] == [
            (3, 4, "occurred", "2024-13-01", "bad_date"),
            (4, 5, "amount", "free", "bad_amount"),
        ]

    def test_two_equal_rows_are_two_purchases_with_identities_of_their_own(self, engine: DuckDBEngine) -> None:
        taken = orders(engine, *["Ana|2024-01-05|12.50"] * 3)
        assert len({p["fact_id"] for p in taken.purchases}) == 3
        assert "2 rows repeat another" in taken.noticed("exact_duplicates")

    def test_a_million_identical_rows_are_read_in_one_breath(self, engine: DuckDBEngine) -> None:
        scan, mapping = orders_scan(engine, [["Ana|2024-01-05|1.00"]])
        engine.connection.execute("INSERT INTO orders SELECT o.* FROM orders AS o, range(999999)")
        taken = take(engine, (scan, mapping))
        assert taken.intake.facts["purchases"] == taken.intake.rows_used == 1_000_000
        (distinct,) = engine.connection.execute("SELECT count(DISTINCT fact_id) FROM incoming_purchases").fetchall()[0]
        assert distinct == 1_000_000

    def test_orders_that_only_give_back_are_said_to_be_so(self, engine: DuckDBEngine) -> None:
        taken = orders(engine, "Ana|2024-01-05|-12.50", "Bo|2024-01-06|-3.00")
        assert taken.purchases == []
        assert [r["amount_minor"] for r in taken.refunds] == [1250, 300]
        assert taken.noticed("refunds").endswith("there is no purchase, only refunds")

    def test_where_all_is_quarantined_the_commonest_reason_is_named(self, engine: DuckDBEngine) -> None:
        with pytest.raises(NothingUsable, match=r"None of the 2 rows can be used. In 2, the date is empty, in no known form"):
            orders(engine, "Ana|soon|1.00", "Bo|later|2.00")

    def test_a_second_reading_leaves_nothing_of_the_first(self, engine: DuckDBEngine) -> None:
        orders(engine, "Ana|2024-01-05|1.00", "Ana|x|1.00")
        assert len(orders(engine, "Bo|2024-01-06|2.00").quarantine) == 0


class TestIdentity:
    def test_a_corrected_time_zone_moves_a_purchase_and_keeps_its_identity(self, engine: DuckDBEngine) -> None:
        utc = orders(engine, "Ana|2024-01-05 10:00|1.00").purchases
        vilnius = orders(engine, "Ana|2024-01-05 10:00|1.00", time_zone="Europe/Vilnius").purchases
        assert utc[0]["fact_id"] == vilnius[0]["fact_id"]
        assert (utc[0]["occurred_at"] - vilnius[0]["occurred_at"]).total_seconds() == 7200

    def test_an_order_keeps_its_identity_when_its_amount_changes(self, engine: DuckDBEngine) -> None:
        header = "order,customer,date,amount"
        before = orders(engine, "7|Ana|2024-01-05|1.00", header=header).purchases
        after = orders(engine, "7|Ana|2024-01-05|2.00", header=header).purchases
        assert before[0]["fact_id"] == after[0]["fact_id"]
        assert (before[0]["amount_minor"], after[0]["amount_minor"]) == (100, 200)

    def test_amounts_that_round_to_the_same_cent_are_two_purchases(self, engine: DuckDBEngine) -> None:
        taken = orders(engine, "Ana|2024-01-05|1.001", "Ana|2024-01-05|1.002", "Bo|2024-01-05|1.50")
        assert len({p["fact_id"] for p in taken.purchases}) == 3

    def test_purchases_that_differ_in_place_alone_are_told_apart(self, engine: DuckDBEngine) -> None:
        rows = ["Ana|2024-01-05|1.00|Vilnius", "Ana|2024-01-05|1.00|Kaunas", "Ana|2024-01-05|1.00|Kaunas"]
        taken = orders(engine, *rows, header="customer,date,amount,place")
        assert len({p["fact_id"] for p in taken.purchases}) == 3


EXAMPLES = 8  # each is one or two whole readings
CUSTOMERS = st.sampled_from(["Ana", "Bo", "Cy", "", "nan", "17850.0", " Ana ", "ana@example.org", "ANA@example.org"])
DATES = st.sampled_from(
    ["2024-01-05", "2024-03-31 03:30", "2024-10-27 03:30", "2024-01-05 00:00:00", "5 Jan 2024", "never", "", "31/12/2023"]
)
AMOUNTS = st.sampled_from(
    ["1.00", "2.5", "-1.00", "0", "1,234.50", "€ 3.00", "1.005", "(2.50)", "nan", "", "x", "99999999999999"]
)
IDS = st.sampled_from(["1", "2", "3", "C1", ""])
PRODUCTS = st.sampled_from(["mug", "bowl", "POST", "test"])
QUANTITIES = st.sampled_from(["1", "2", "-1", "0.5", "", "many"])
PLAIN = st.lists(st.tuples(CUSTOMERS, DATES, AMOUNTS).map("|".join), min_size=1, max_size=12)
LINES = st.lists(st.tuples(IDS, CUSTOMERS, DATES, PRODUCTS, QUANTITIES, AMOUNTS).map("|".join), min_size=1, max_size=12)
LINE_HEADER = "order,customer,date,product,quantity,unit_price"


def outcome(engine: DuckDBEngine, files: list[list[str]], header: str, kind: str, **settings: Any) -> Any:
    try:
        return held(take(engine, orders_scan(engine, files, header, kind), **settings))
    except InputError as e:
        return type(e)


class TestProperties:
    @settings(max_examples=at_most(EXAMPLES))
    @given(PLAIN, st.randoms(use_true_random=False), st.integers(0, 12))
    def test_order_and_files_do_not_matter(
        self, engine: DuckDBEngine, rows: list[str], chance: random.Random, cut: int
    ) -> None:
        again = list(rows)
        chance.shuffle(again)
        once = outcome(engine, [rows], "customer,date,amount", "purchases", time_zone="Europe/Vilnius")
        split = outcome(engine, [again[:cut], again[cut:]], "customer,date,amount", "purchases", time_zone="Europe/Vilnius")
        assert once == split

    @settings(max_examples=at_most(EXAMPLES))
    @given(LINES, st.randoms(use_true_random=False), st.integers(0, 12))
    def test_nor_do_they_for_lines(self, engine: DuckDBEngine, rows: list[str], chance: random.Random, cut: int) -> None:
        again = list(rows)
        chance.shuffle(again)
        once = outcome(engine, [rows], LINE_HEADER, "purchase_lines")
        assert once == outcome(engine, [again[:cut], again[cut:]], LINE_HEADER, "purchase_lines")

    @settings(max_examples=at_most(EXAMPLES))
    @given(st.lists(st.tuples(*[st.text(max_size=8)] * 3), min_size=1, max_size=8))
    def test_any_garbage_is_counted(self, engine: DuckDBEngine, rows: list[tuple[str, str, str]]) -> None:
        listed = ["|".join(cell.replace("|", "").replace("\x00", "") for cell in row) for row in rows]
        try:
            intake = orders(engine, *listed, "Ana|2024-01-05|1.00").intake
        except InputError:
            return
        assert intake.rows_read == len(rows) + 1 == intake.rows_used + intake.rows_set_aside + intake.rows_quarantined

    @settings(max_examples=at_most(EXAMPLES))
    @given(LINES)
    def test_every_fact_has_an_identity_of_its_own(self, engine: DuckDBEngine, rows: list[str]) -> None:
        found = outcome(engine, [rows], LINE_HEADER, "purchase_lines")
        for kind in ("purchases", "purchase_lines", "refunds") if isinstance(found, dict) else ():
            ids = [fact["fact_id"] for fact in found[kind]]
            assert len(set(ids)) == len(ids)


def test_a_row_that_sums_up_the_others_is_none_itself(engine: DuckDBEngine) -> None:
    header = "order,customer,date,amount"
    listed = ("1|Ana|2024-01-05|10.00", "2||2024-01-06|5.00", "TOTAL||2024-01-31|15.00", "3|Summe|2024-01-31|15.00",
              "Total|Bo|2024-01-07|1.00")  # fmt: skip
    taken = orders(engine, *listed, header=header)
    assert sorted(p["amount_minor"] for p in taken.purchases) == [100, 500, 1000]  # Bo's order may be called anything
    assert [(q["reason"], q["value"]) for q in taken.quarantine] == [("sums_up", "TOTAL / "), ("sums_up", "3 / Summe")]
