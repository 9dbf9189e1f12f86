"""A shop's days arrive: answers that are kept and folded are those that would be asked for anew."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import regulars as rg
from regulars.engines.duckdb import DuckDBEngine
from regulars.errors import ConflictingOrders
from regulars.facts.intake import Intake
from regulars.facts.kinds import INCOMING_CALLED_OFF, KINDS
from regulars.facts.log import Facts
from regulars.facts.query import Query
from regulars.measures import activity, churn, cohorts, due, gaps, lifecycle, retention, second_purchase
from regulars.measures.lifetime import summarise, tracking
from regulars.stores.workspace import write_import
from regulars.stores.workspace.folder import Folder
from regulars.wiring import keeping
from regulars.wiring.keeping import Keeping
from regulars.wiring.shop import Workspace
from tests.examples import at_most
from tests.stories import purchase, table_of

FIRST, ZONE, NEW_YEAR = date(2024, 1, 1), ZoneInfo("Europe/Vilnius"), datetime(2025, 1, 1)
NOTHING_READ = Intake((), 0, 0, (), (), (), ())
MONTHLY = {"period": "month"}


class Order(NamedTuple):
    """An order's number, whose it is, on which day since the first, and its amount."""

    number: int
    customer: str | None
    day: int
    amount: int = 500


class Delivery(NamedTuple):
    """What comes in one import: orders, some again and otherwise; pairs of ids that are one person; what is called off."""

    orders: Sequence[Order]
    same: Sequence[tuple[str, str]] = ()
    called_off: Sequence[int] = ()


CUSTOMERS = st.sampled_from(["Anna", "Ben", "Cleo", "Dan", None])
ORDERS = st.builds(Order, st.integers(1, 12), CUSTOMERS, st.integers(0, 70), st.integers(0, 900))
PAIRS = st.tuples(st.sampled_from(["Anna", "Ben", "Cleo"]), st.sampled_from(["Ben", "Cleo", "Dan"]))
DELIVERIES = st.lists(
    st.builds(
        Delivery, st.lists(ORDERS, max_size=6, unique_by=lambda o: o.number), st.lists(PAIRS, max_size=1),
        st.lists(st.integers(1, 14), max_size=2),
    ),
    min_size=1, max_size=2,
)  # fmt: skip


def questions(facts: Facts) -> list[tuple[Query, dict[str, Any]]]:
    """Every query whose answer is kept and folded, as its measure asks it."""
    monthly = [retention.QUERY, activity.QUERY, lifecycle.QUERY, cohorts.BITS]
    return [
        *((q, MONTHLY) for q in monthly),
        (gaps.QUERY, {}),
        (second_purchase.QUERY, {}),
        (churn.QUERY, {**MONTHLY, "silence": 15}),
        (summarise.QUERY, {"until": facts.as_of_number}),
        (due.RHYTHMS, {}),
        (tracking.TRACKING, {"until": facts.as_of_number - 9}),
    ]


def deliver(shop: Workspace, delivery: Delivery) -> None:
    """One import, without the reading of files."""
    orders = [
        purchase(o.number, o.customer, FIRST + timedelta(days=o.day), ZONE, amount_minor=o.amount, order_id=str(o.number))
        for o in delivery.orders
    ]
    same = [
        {
            "fact_id": f"{one}{other}".encode().ljust(16), "customer_id": one, "same_as": other,
            "occurred_at": datetime(2024, 1, 1, 12), "occurred_precision": "day",
        }
        for one, other in delivery.same
    ]  # fmt: skip
    with DuckDBEngine(threads=1) as engine, shop.folder.writing():
        for name, kind in KINDS.items():
            rows = {"purchases": orders, "identities": same}.get(name, [])
            engine.put(f"incoming_{name}", table_of(kind, rows))
        gone = {str(n) for n in delivery.called_off} - {str(o.number) for o in delivery.orders}
        nobody = pa.nulls(len(gone), pa.string())
        engine.put(
            INCOMING_CALLED_OFF, pa.table({"order_id": sorted(gone), "source": ["shop"] * len(gone), "customer_id": nobody})
        )
        engine.put("quarantine", pa.table({"value": pa.array([], pa.string())}))
        write_import(shop.folder, engine.connection, NOTHING_READ, source="shop", now=NEW_YEAR)


def seen(shop: Workspace, most_new: float = 9.0) -> Facts:
    """The shop's facts; folding whatever can be, however much is new."""
    facts = replace(shop.facts(), keeper=None)
    return replace(facts, keeper=Keeping.of(shop.folder, facts, most_new=most_new))


def rows(table: pa.Table) -> list[str]:
    return sorted(str(r) for r in table.to_pylist())


def afresh(facts: Facts) -> list[tuple[str, list[str], pa.Schema]]:
    return kept(replace(facts, keeper=None))


def kept(facts: Facts) -> list[tuple[str, list[str], pa.Schema]]:
    answers = [(query, facts.run(query, **values)) for query, values in questions(facts)]
    return [(query.name, rows(table), table.schema) for query, table in answers]


@contextmanager
def shop_of(orders: Sequence[Order]) -> Iterator[Workspace]:
    with tempfile.TemporaryDirectory() as folder:
        shop = rg.init(Path(folder) / "shop", currency="EUR", time_zone="Europe/Vilnius")
        deliver(shop, Delivery(orders))
        yield shop


@settings(max_examples=at_most(5), deadline=None)
@given(st.lists(ORDERS, min_size=1, max_size=9, unique_by=lambda o: o.number), DELIVERIES)
def test_late_facts_other_amounts_other_customers_and_merged_ids_fold_to_a_rebuild(
    orders: list[Order], deliveries: list[Delivery]
) -> None:
    with shop_of([*orders, Order(99, "Zoe", 35)]) as shop:
        kept(seen(shop))
        for delivery in deliveries:
            with suppress(ConflictingOrders):  # refused whole, as another shop's orders are
                deliver(shop, delivery)
            facts = seen(shop)
            anew = afresh(facts)
            assert kept(facts) == anew


STORY = (Order(1, "Anna", 0), Order(2, "Ben", 3), Order(3, "Anna", 33), Order(4, "Cleo", 40), Order(5, "Ben", 41))


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The queries that are asked of everybody's activity."""
    heard: list[str] = []
    run = DuckDBEngine.run

    def listening(self: DuckDBEngine, query: Query, parameters: Any = None) -> pa.Table:
        if query.name.endswith(" over activity") and not query.name.startswith("activity_touched"):
            heard.append(query.name.removesuffix(" over activity"))
        return run(self, query, parameters)

    monkeypatch.setattr(DuckDBEngine, "run", listening)
    return heard


def names(facts: Facts) -> list[str]:
    return [query.name for query, _ in questions(facts)]


def test_one_more_day_asks_nothing_of_everybody_but_the_backtest(asked: list[str]) -> None:
    with shop_of(STORY) as shop:
        kept(seen(shop))
        assert asked == names(seen(shop))
        asked.clear()
        kept(seen(shop))
        assert asked == [], "nothing is new"
        deliver(shop, Delivery([Order(6, "Anna", 42)]))
        again = kept(seen(shop))
        assert asked == ["tracking"], "the others are asked of Anna alone: as she was then, and is now"
        assert again == afresh(seen(shop))


def test_an_earlier_first_day_another_zone_and_very_much_that_is_new_are_asked_anew(asked: list[str]) -> None:
    with shop_of(STORY) as shop:
        kept(seen(shop))
        deliver(shop, Delivery([Order(7, "Dan", -1)]))
        asked.clear()
        assert kept(seen(shop)) == afresh(seen(shop))
        assert asked == names(seen(shop)) * 2
        for elsewhere in (replace(shop, settings=shop.settings.with_(time_zone="Asia/Tokyo")), shop):
            asked.clear()
            kept(seen(elsewhere))
            assert asked == names(seen(shop))
        deliver(shop, Delivery([Order(8, "Dan", 50)]))
        asked.clear()
        kept(seen(shop, most_new=0.1))
        assert asked == names(seen(shop))


def test_a_share_that_is_small_of_very_many_is_too_much_to_fold(asked: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    with shop_of(STORY) as shop:
        kept(seen(shop))
        deliver(shop, Delivery([Order(8, "Dan", 30), Order(9, "Eva", 30)]))
        monkeypatch.setattr(keeping, "MOST_NEW_ROWS", 1)
        asked.clear()
        kept(seen(shop))
        assert asked == names(seen(shop))


def test_a_kept_answer_that_lies_is_found_out_where_it_would_count_less_than_nobody() -> None:
    with shop_of(STORY) as shop:
        kept(seen(shop))
        (file,) = shop.folder.kept.glob("retention-*.parquet")
        table = pq.read_table(file)
        pq.write_table(table.slice(0, 0), file)
        deliver(shop, Delivery([Order(6, "Anna", 42)]))
        assert kept(seen(shop)) == afresh(seen(shop))


def test_who_is_erased_is_in_no_kept_answer() -> None:
    with shop_of(STORY) as shop:
        facts = seen(shop)
        kept(facts)
        held = "".join(p.read_bytes().decode("latin-1") for p in shop.folder.kept.iterdir())
        assert "Anna" in held
        shop.erase("Anna")
        assert list(shop.folder.kept.iterdir()) == []
        keeper = facts.keeper
        assert keeper is not None
        keeper.answer(summarise.QUERY, {"until": facts.as_of_number}, lambda: pa.table({"customer_id": ["Anna"]}))
        assert list(shop.folder.kept.iterdir()) == [], "a report that began before it leaves nothing either"
        assert kept(seen(shop)) == afresh(seen(shop))


def test_a_small_shop_keeps_nothing_and_neither_does_a_look_back(monkeypatch: pytest.MonkeyPatch) -> None:
    with shop_of(STORY) as shop:
        assert shop.facts().keeper is None
        monkeypatch.setattr(keeping, "WORTH_KEEPING", 5)
        facts = shop.facts()
        assert isinstance(facts.keeper, Keeping)
        rg.retention(facts)
        assert [p.name.partition("-")[0] for p in shop.folder.kept.iterdir()] == ["retention"]
        assert shop.facts(as_of=date(2024, 2, 1)).keeper is None
        assert shop.facts(recorded_by=NEW_YEAR + timedelta(days=1)).keeper is None
        assert keeping.keeping(shop.folder, facts, 0) is None, "an import came between"


def test_a_summary_of_an_earlier_day_is_asked_for_once(asked: list[str]) -> None:
    with shop_of(STORY) as shop:
        facts = seen(shop)
        summarise.seen_until(facts, FIRST + timedelta(days=10))
        assert asked == ["summary"]
        assert list(Folder(shop.folder.path).kept.glob("*")) == []
