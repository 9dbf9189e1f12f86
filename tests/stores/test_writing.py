"""Imports into a workspace: once is once, changed is a new version, and what fails leaves no trace."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from regulars.errors import Busy, EnvironmentFault
from regulars.facts.intake import Intake
from regulars.facts.kinds import PURCHASES
from regulars.stores.workspace import Folder, Manifest, write_import
from regulars.stores.workspace.comparing import latest_versions

MONDAY = datetime(2024, 3, 4, 9)
TUESDAY = MONDAY + timedelta(days=1)
WEDNESDAY = MONDAY + timedelta(days=2)
INTAKE = Intake(("orders.csv",), 1, 1, (), (), (), ())
ANNA, BEN = ("order 1", "Anna", 1000), ("order 2", "Ben", 2500)


@pytest.fixture
def shop(tmp_path: Path) -> Folder:
    return Folder.create(tmp_path / "shop", {"currency": "EUR"})


def purchases(*orders: tuple[str, str, int]) -> pa.Table:
    rows = [
        {
            **dict.fromkeys(PURCHASES.schema.names),
            "fact_id": hashlib.md5(order.encode()).digest(),
            "customer_id": customer,
            "occurred_at": datetime(2024, 3, 1, 12),
            "occurred_precision": "day",
            "recorded_at": datetime(1970, 1, 1),
            "source": "till",
            "import_id": "",
            "order_id": order,
            "amount_minor": amount,
            "currency": "EUR",
            "discount_minor": 0,
        }
        for order, customer, amount in orders
    ]
    return pa.Table.from_pylist(rows, schema=PURCHASES.schema)


def add(shop: Folder, *orders: tuple[str, str, int], now: datetime = MONDAY, bad: int = 0) -> Manifest:
    with duckdb.connect() as connection:
        connection.register("incoming_purchases", purchases(*orders))
        connection.execute(
            "CREATE TABLE quarantine AS SELECT 'orders.csv' AS file, 1 AS record, 2 AS line, 'date' AS column_name,"
            f" '31.02.2024' AS value, 'bad_date' AS reason FROM range({bad})"
        )
        with shop.writing():
            return write_import(shop, connection, INTAKE, source="till", now=now)


def held(shop: Folder, recorded_by: datetime | None = None) -> dict[str, int]:
    """Each order and its amount, as readers see them."""
    live = shop.live("purchases", recorded_by)
    if not live.facts:
        return {}
    rows = duckdb.execute(f"SELECT order_id, amount_minor FROM {latest_versions(live)}").fetchall()
    assert len(rows) == len(dict(rows)), "one version of each order"
    return dict(rows)


def files(shop: Folder) -> set[str]:
    return {str(p.relative_to(shop.path)) for p in shop.path.rglob("*") if p.is_file() and p.name != "lock"}


def test_a_first_import_writes_all_its_orders(shop: Folder) -> None:
    manifest = add(shop, ANNA, BEN, bad=1)
    assert (manifest.number, manifest.counts["purchases"].new) == (1, 2)
    assert held(shop) == {"order 1": 1000, "order 2": 2500}
    assert files(shop) == {
        "regulars.toml",
        "facts/log/000001.json",
        "facts/purchases/000001.parquet",
        "quarantine/000001.parquet",
    }


def test_a_part_says_its_kind_and_schema_and_who_wrote_it(shop: Folder) -> None:
    add(shop, ANNA)
    part = pq.read_table(shop.live("purchases").facts[0])
    assert part.schema.metadata[b"regulars.kind"] == b"purchases"
    assert part.schema.metadata[b"regulars.schema"] == b"1"
    assert part.column("recorded_at").to_pylist() == [MONDAY]
    assert part.column("import_id").to_pylist() == ["000001"]


def test_import_twice_equals_once(shop: Folder) -> None:
    add(shop, ANNA, BEN)
    again = add(shop, ANNA, BEN, now=TUESDAY)
    assert (again.counts["purchases"].new, again.counts["purchases"].unchanged) == (0, 2)
    assert again.counts["purchases"].again == {"000001": 2}
    assert len(shop.live("purchases").facts) == 1
    assert held(shop) == {"order 1": 1000, "order 2": 2500}


def test_only_what_is_new_is_written(shop: Folder) -> None:
    add(shop, ANNA)
    second = add(shop, ANNA, BEN, now=TUESDAY)
    assert (second.counts["purchases"].new, second.counts["purchases"].unchanged) == (1, 1)
    assert [p.rows for p in second.parts] == [1, 1]


def test_a_changed_order_is_a_new_version_and_the_old_one_can_still_be_read(shop: Folder) -> None:
    add(shop, ANNA, BEN)
    second = add(shop, ("order 1", "Anna", 900), now=TUESDAY)
    assert (second.counts["purchases"].changed, second.counts["purchases"].replaced) == (1, {"000001": 1})
    assert held(shop) == {"order 1": 900, "order 2": 2500}
    assert held(shop, recorded_by=MONDAY) == {"order 1": 1000, "order 2": 2500}
    add(shop, ANNA, now=WEDNESDAY)
    assert held(shop) == {"order 1": 1000, "order 2": 2500}
    assert held(shop, recorded_by=TUESDAY) == {"order 1": 900, "order 2": 2500}


def test_nothing_was_known_before_the_first_import(shop: Folder) -> None:
    add(shop, ANNA)
    assert held(shop, recorded_by=MONDAY - timedelta(seconds=1)) == {}


def test_a_clock_that_went_back_still_leaves_the_later_version_the_later(shop: Folder) -> None:
    add(shop, ANNA, now=TUESDAY)
    second = add(shop, ("order 1", "Anna", 900), now=MONDAY)
    assert second.recorded_at > TUESDAY
    assert held(shop) == {"order 1": 900}


FULL = OSError(28, "No space left on device")
# A link that fails with OSError is no failure: a disk without links is written to in another way.
FAILURES = [
    (step, failure)
    for step in ("mkdir", "fsync", "link", "copy", "json")
    for failure in (FULL, KeyboardInterrupt(), duckdb.IOException("disk"))
    if (step, failure) != ("link", FULL)
]


@pytest.mark.parametrize(("step", "failure"), FAILURES)
def test_what_fails_at_any_step_leaves_the_workspace_as_it_was(
    shop: Folder, monkeypatch: pytest.MonkeyPatch, step: str, failure: BaseException
) -> None:
    add(shop, ANNA)
    before = files(shop)

    def fail(*_: object, **__: object) -> None:
        raise failure

    places = {
        "mkdir": "pathlib.Path.mkdir",
        "fsync": "os.fsync",
        "link": "os.link",
        "copy": "regulars.stores.workspace.writing.write_part",
        "json": "regulars.stores.workspace.manifest.Manifest.to_json",
    }
    with monkeypatch.context() as m, duckdb.connect() as connection, shop.writing():
        connection.register("incoming_purchases", purchases(ANNA, BEN))
        m.setattr(places[step], fail)
        with pytest.raises((EnvironmentFault, KeyboardInterrupt)):
            write_import(shop, connection, INTAKE, source="till", now=TUESDAY)
    assert files(shop) == before
    assert held(shop) == {"order 1": 1000}


def test_a_full_disk_is_named(shop: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("regulars.stores.workspace.parts.os.fsync", full)
    with pytest.raises(EnvironmentFault, match="the disk is full") as e:
        add(shop, ANNA)
    assert "what was there before is unchanged" in str(e.value)


def test_what_a_killed_import_left_is_never_read_and_cleared_by_the_next(shop: Folder) -> None:
    add(shop, ANNA)
    orphan = shop.path / "facts/purchases/000002.parquet"
    orphan.write_bytes(b"half a file")
    (shop.log / "000002.99.new").write_text("{")
    assert held(shop) == {"order 1": 1000}
    add(shop, BEN, now=TUESDAY)
    assert held(shop) == {"order 1": 1000, "order 2": 2500}
    assert not list(shop.log.glob("*.new"))


def test_a_disk_without_links_commits_by_renaming(shop: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr("os.link", refuse)
    add(shop, ANNA)
    add(shop, BEN, now=TUESDAY)
    assert held(shop) == {"order 1": 1000, "order 2": 2500}


def test_a_number_that_another_committed_meanwhile_is_not_taken_twice(shop: Folder) -> None:
    first = add(shop, ANNA)
    with pytest.raises(Busy, match="just committed import 000001"):
        shop.commit(first)
