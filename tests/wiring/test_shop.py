"""A shop over time: exports overlap, orders change, and the facts stay what happened."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import regulars as rg
from regulars.errors import ConflictingOrders, EnvironmentFault, NothingUsable, SettingsError, StoreError
from regulars.facts.log import Facts
from regulars.facts.query import Query
from regulars.wiring.shop import Workspace
from tests.examples import at_most

HEADER = "order_id,customer,date,amount\n"
JANUARY = "1,Anna,2024-01-05,12.00\n2,Ben,2024-01-09,8.50\n"
FEBRUARY = "3,Anna,2024-02-11,20.00\n4,,2024-02-12,5.00\n5,Cem,2024-02-30,1.00\n"
MARCH = "6,Ben,2024-03-01,9.00\n"
NEW_YEAR = datetime(2025, 1, 1)


@pytest.fixture
def shop(tmp_path: Path) -> Workspace:
    return rg.init(tmp_path / "shop", currency="EUR", time_zone="Europe/Vilnius")


def export(folder: Path, rows: str, name: str = "orders.csv") -> Path:
    path = folder / name
    path.write_text(HEADER + rows, encoding="utf-8")
    return path


def amounts(facts: Facts) -> dict[str, int]:
    from regulars.facts.query import Query

    rows = facts.engine.run(Query("orders", "", {"duckdb": "SELECT order_id, amount_minor FROM purchases"})).to_pylist()
    assert len({r["order_id"] for r in rows}) == len(rows)
    return {r["order_id"]: r["amount_minor"] for r in rows}


def test_a_shop_tells_what_one_file_tells(shop: Workspace, tmp_path: Path) -> None:
    file = export(tmp_path, JANUARY + FEBRUARY + MARCH)
    shop.import_(file)
    ours, theirs = shop.facts(), rg.read(file, settings=shop.settings)
    assert amounts(ours) == amounts(theirs) == {"1": 1200, "2": 850, "3": 2000, "4": 500, "6": 900}
    assert ours.intake == theirs.intake
    assert rg.read(shop.folder.path).intake == theirs.intake
    assert rg.activity(ours).table.equals(rg.activity(theirs).table)


def test_an_order_that_was_called_off_since_counts_no_longer(shop: Workspace, tmp_path: Path) -> None:
    """Ben's order, of two lines, is cancelled in February's export, and paid after all in March's."""
    header = "order_id,customer,date,product,amount,status\n"
    said = ("paid", "cancelled", "paid")
    for month, status in enumerate(said):
        rows = "1,Anna,2024-01-05,tea,12.00,paid\n" + "".join(f"2,Ben,2024-01-09,{x},4.25,{status}\n" for x in ("tea", "cup"))
        path = tmp_path / f"{month}.csv"
        path.write_text(header + rows, encoding="utf-8")
        intake = shop.import_(path, source="web")
        withdrawn = [n.rows for n in intake.noticed if n.what == "called_off_orders"]
        assert withdrawn == ([1] if status == "cancelled" else [])
        lines = Query("lines", "", {"duckdb": "SELECT count(*) AS n FROM purchase_lines"})
        held = shop.facts()
        assert amounts(held) == ({"1": 1200} if status == "cancelled" else {"1": 1200, "2": 850})
        assert held.engine.run(lines).to_pylist() == [{"n": 1 if status == "cancelled" else 3}]


@pytest.mark.parametrize(
    ("rows", "held"),
    [
        ("2,Ben,2024-01-09,-1.00,refunded\n", {"1": 1200, "2": 850}),  # what came back says nothing of its order
        ("2,Ben,2024-01-09,8.50,pending\n2,Ben,2024-01-09,8.50,paid\n", {"1": 1200, "2": 850}),  # two exports in one command
        ("2,Zoe,2024-05-09,8.50,cancelled\n", {"1": 1200, "2": 850}),  # another till's number
        ("2,Ben,2024-01-09,8.50,cancelled\n", {"1": 1200}),
        ("2,,2024-01-09,8.50,cancelled\n", {"1": 1200}),
    ],
)
def test_only_what_all_say_was_called_off_is_withdrawn(
    shop: Workspace, tmp_path: Path, rows: str, held: dict[str, int]
) -> None:
    shop.import_(export(tmp_path, JANUARY))
    path = tmp_path / "later.csv"
    path.write_text(HEADER.strip() + f",status\n{rows}9,Cem,2024-02-02,1.00,paid\n", encoding="utf-8")
    shop.import_(path)
    assert amounts(shop.facts()) == held | {"9": 100}


def test_what_was_given_back_for_an_order_goes_with_it(shop: Workspace, tmp_path: Path) -> None:
    shop.import_(export(tmp_path, JANUARY + "2,Ben,2024-01-20,-1.00\n"))
    back = Query("back", "", {"duckdb": "SELECT amount_minor FROM refunds"})
    assert shop.facts().engine.run(back).to_pylist() == [{"amount_minor": 100}]
    path = tmp_path / "later.csv"
    path.write_text(HEADER.strip() + ",status\n2,Ben,2024-01-09,8.50,cancelled\n9,Cem,2024-02-02,1.00,paid\n", encoding="utf-8")
    shop.import_(path)
    assert shop.facts().engine.run(back).to_pylist() == []


def test_another_source_calls_off_nothing(shop: Workspace, tmp_path: Path) -> None:
    shop.import_(export(tmp_path, JANUARY), source="web")
    path = tmp_path / "till.csv"
    path.write_text(HEADER.strip() + ",status\n2,Ben,2024-01-09,8.50,cancelled\n7,Ben,2024-01-10,1.00,paid\n", encoding="utf-8")
    shop.import_(path, source="till")
    assert amounts(shop.facts()) == {"1": 1200, "2": 850, "7": 100}


def test_a_monthly_export_from_the_beginning_adds_only_the_new_month(shop: Workspace, tmp_path: Path) -> None:
    shop.import_(export(tmp_path, JANUARY))
    shop.import_(export(tmp_path, JANUARY + FEBRUARY))
    intake = shop.import_(export(tmp_path, JANUARY + FEBRUARY + MARCH))
    assert intake.sentence() == "6 rows read = 5 used + 0 set aside by policy + 1 quarantined"
    last = shop.imports()[-1]
    assert (last.counts["purchases"].new, last.counts["purchases"].unchanged) == (1, 4)
    facts = shop.facts()
    assert facts.purchases == 5
    assert facts.intake is not None
    assert facts.intake.sentence() == intake.sentence()
    assert facts.intake.takings == intake.takings
    assert shop.quarantine().num_rows == 1


def test_columns_named_in_the_settings_file_hold_for_every_file_that_has_them(shop: Workspace, tmp_path: Path) -> None:
    with shop.folder.toml.open("a", encoding="utf-8") as toml:
        toml.write('\n[mapping]\ncustomer = "F03"\n')
    till, web = tmp_path / "till.csv", export(tmp_path, JANUARY)
    till.write_text("F03,date,amount\nRasa,2024-03-05,12.00\n", encoding="utf-8")
    assert shop.import_(till, source="till").recognised["F03"] == "customer"
    assert shop.import_(web, source="web").recognised["customer"] == "customer"


LINES = "order_id,customer,date,product,quantity,price\n"


def sold(shop: Workspace, known_by: datetime | None = None) -> list[tuple[str, int]]:
    """Every line that holds, as order and amount, and the sums of the orders beside."""
    facts = shop.facts(recorded_by=known_by)
    query = "SELECT order_id, amount_minor FROM purchase_lines ORDER BY order_id, amount_minor"
    rows = facts.engine.run(Query("sold", "", {"duckdb": query})).to_pylist()
    found = [(r["order_id"], r["amount_minor"]) for r in rows]
    assert {o: sum(m for n, m in found if n == o) for o, _ in found} == amounts(facts), "lines add up to their orders"
    return found


def test_a_line_that_an_order_lost_is_withdrawn_with_it(shop: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "lines.csv"
    tea, cup, jam = "1,Anna,2024-01-05,TEA,2,4.50\n", "1,Anna,2024-01-05,CUP,1,9.00\n", "2,Ben,2024-01-06,JAM,1,3.00\n"
    times = []
    for rows in (tea + cup + jam, tea + jam, tea + cup + jam):
        file.write_text(LINES + rows, encoding="utf-8")
        shop.import_(file)
        times.append(shop.imports()[-1].recorded_at)
    assert sold(shop) == [("1", 900), ("1", 900), ("2", 300)]
    assert sold(shop, times[1]) == [("1", 900), ("2", 300)]
    assert sold(shop, times[0]) == sold(shop)
    second = shop.imports()[1]
    assert second.counts["purchase_lines"].withdrawn == {"000001": 1}
    assert [n.sentence for n in second.intake.noticed if n.what == "withdrawn_lines"] == [
        "1 line of 1 order that came again is withdrawn: an order is what its latest import says"
    ]


def test_an_order_cut_in_two_by_its_export_is_told(shop: Workspace, tmp_path: Path) -> None:
    halves = [tmp_path / "first.csv", tmp_path / "second.csv"]
    for half, row in zip(halves, ("1,Anna,2024-01-05,TEA,2,4.50\n", "1,Anna,2024-01-05,CUP,1,7.00\n"), strict=True):
        half.write_text(LINES + row, encoding="utf-8")
        intake = shop.import_(half)
    assert sold(shop) == [("1", 700)]
    assert "import all of its files in one command" in next(n.sentence for n in intake.noticed if n.what == "withdrawn_lines")
    shop.import_(*halves)
    assert sold(shop) == [("1", 700), ("1", 900)]


def test_a_second_shop_under_the_first_one_s_source_is_stopped(shop: Workspace, tmp_path: Path) -> None:
    shop.import_(export(tmp_path, JANUARY + MARCH))
    other = tmp_path / "other.csv"
    other.write_text("Bon;Kunde;Datum;Betrag\n1;K1;03.05.2024;2,00\n2;K2;14.05.2024;3,00\n9;K1;15.05.2024;3,00\n")
    with pytest.raises(ConflictingOrders, match=r"Of 2 orders with a number that this workspace knows, 2 orders \(such as 1\)"):
        shop.import_(other)
    assert len(shop.imports()) == 1
    shop.import_(other, source="till")
    assert shop.facts().purchases == 6


def test_a_changed_order_counts_as_it_is_now_and_as_it_was_known(shop: Workspace, tmp_path: Path) -> None:
    at = replace(shop, clock=lambda: NEW_YEAR)
    at.import_(export(tmp_path, JANUARY))
    later = replace(shop, clock=lambda: NEW_YEAR + timedelta(days=30))
    later.import_(export(tmp_path, "1,Anna,2024-01-05,10.00\n"))
    assert amounts(shop.facts()) == {"1": 1000, "2": 850}
    assert amounts(shop.facts(recorded_by=NEW_YEAR)) == {"1": 1200, "2": 850}
    assert amounts(shop.facts(recorded_by=NEW_YEAR.replace(tzinfo=UTC))) == {"1": 1200, "2": 850}
    intake = shop.facts().intake
    assert intake is not None
    assert [(t.known_customers_minor, t.in_file_minor) for t in intake.takings] == [(1850, 1850)]


def test_a_booking_is_no_fact_before_its_day(shop: Workspace, tmp_path: Path) -> None:
    """On New Year's Day Anna has been there once, and has booked for the 20th."""
    shop.import_(export(tmp_path, "1,Anna,2024-12-05,10.00\n2,Anna,2025-01-20,10.00\n"))
    booked = replace(shop, clock=lambda: NEW_YEAR).facts()
    assert (booked.as_of, booked.purchases, booked.ahead_to) == (NEW_YEAR.date(), 1, date(2025, 1, 20))
    come = replace(shop, clock=lambda: NEW_YEAR + timedelta(days=30)).facts()
    assert (come.as_of, come.purchases, come.ahead_to) == (date(2025, 1, 20), 2, None)


def test_the_same_order_number_of_another_source_is_another_order(shop: Workspace, tmp_path: Path) -> None:
    shop.import_(export(tmp_path, JANUARY), source="shop")
    shop.import_(export(tmp_path, JANUARY), source="till")
    assert shop.facts().purchases == 4


def test_seen_from_a_day(shop: Workspace, tmp_path: Path) -> None:
    shop.import_(export(tmp_path, JANUARY + FEBRUARY))
    facts = shop.facts(as_of=date(2024, 1, 31))
    assert facts.as_of == date(2024, 1, 31)
    assert facts.purchases == 2


def test_a_file_of_lines_and_a_file_of_attributes_import_alike(shop: Workspace, tmp_path: Path) -> None:
    lines = tmp_path / "lines.csv"
    lines.write_text(
        "order_id,line_id,customer,date,product,quantity,unit_price\n1,1,Anna,2024-01-05,lamp,2,3.00\n1,2,Anna,2024-01-05,bulb,1,1.50\n"
    )
    customers = tmp_path / "customers.csv"
    customers.write_text("customer,acquired_through\nAnna,friend\n")
    shop.import_(lines, customers)
    again = shop.imports()[-1].counts
    assert (again["purchases"].new, again["purchase_lines"].new, again["attributes"].new) == (1, 2, 1)
    shop.import_(lines, customers)
    assert {kind: c.new for kind, c in shop.imports()[-1].counts.items()} == {
        "purchases": 0,
        "purchase_lines": 0,
        "attributes": 0,
    }
    assert amounts(shop.facts()) == {"1": 750}


def test_a_saved_mapping_in_the_shops_settings_is_used(shop: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "odd.csv"
    file.write_text("a,b,c\nAnna,2024-01-05,12.00\n")
    with shop.folder.toml.open("a") as toml:
        toml.write(
            '\n[[mapping]]\nkind = "purchases"\nform = "given"\ncolumns = { customer = "a", occurred = "b", amount = "c" }\n'
        )
    with rg.open(shop.folder.path) as opened:
        opened.import_(file)
        assert opened.facts().purchases_known == 1


def test_flags_go_before_the_shops_own_settings(shop: Workspace) -> None:
    opened = rg.open(shop.folder.path, minimum_n="5")
    assert (opened.settings.minimum_n, opened.settings.time_zone) == (5, "Europe/Vilnius")


def test_a_wrong_setting_makes_no_shop(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="Mars"):
        rg.init(tmp_path / "shop", time_zone="Mars/Olympus")
    assert not (tmp_path / "shop").exists()


def test_before_the_first_import_there_are_no_facts(shop: Workspace, tmp_path: Path) -> None:
    with pytest.raises(NothingUsable, match="holds no facts yet"):
        shop.facts()
    shop.import_(export(tmp_path, JANUARY))
    with pytest.raises(NothingUsable, match="holds no facts recorded by 2001"):
        shop.facts(recorded_by=datetime(2001, 1, 1))


def test_a_part_that_is_gone_is_named(shop: Workspace, tmp_path: Path) -> None:
    shop.import_(export(tmp_path, JANUARY))
    (shop.folder.path / "facts/purchases/000001.parquet").unlink()
    with pytest.raises(StoreError, match=r"000001.parquet is gone(.|\n)*from a backup"):
        shop.facts()


def test_a_place_where_nothing_can_be_written_is_the_environments_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(EnvironmentFault, match="a part of that path is a file"):
        rg.init(tmp_path / "file" / "shop")


ROWS = st.lists(
    st.tuples(st.integers(1, 6), st.sampled_from(["Anna", "Ben"]), st.integers(1, 28), st.sampled_from(["12.00", "8.50"])),
    min_size=1,
    max_size=8,
    unique_by=lambda row: row[0],
)


@settings(max_examples=at_most(6))
@given(rows=ROWS, cut=st.integers(0, 8), order=st.randoms(use_true_random=False))
def test_any_split_into_imports_and_any_order_gives_the_same_facts(
    rows: list[tuple[int, str, int, str]], cut: int, order: object
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        where = Path(folder)
        texts = [f"{n},{who},2024-01-{day:02d},{amount}\n" for n, who, day, amount in rows]
        whole = rg.read(export(where, "".join(texts)), currency="EUR")
        shop = rg.init(where / "shop", currency="EUR")
        for part in (texts[cut:], texts[:cut], texts[::-1]):
            if part:
                shop.import_(export(where, "".join(part)))
        assert amounts(shop.facts()) == amounts(whole)
        assert shop.imports()[-1].counts["purchases"].new == 0
