"""One person erased: she is in no byte of the workspace afterwards, and everybody else is as before."""

from __future__ import annotations

import json
from datetime import date
from itertools import pairwise
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from regulars.facts.kinds import KINDS
from regulars.facts.query import Query
from regulars.stores.workspace import erasing
from regulars.stores.workspace.erased import pseudonyms
from regulars.stores.workspace.folder import Folder
from regulars.wiring.shop import Workspace, init, open  # noqa: A004

ORDERS = """order_id,customer_id,occurred_at,amount
1,Anna-7,2024-01-05,12.00
2,Ben-3,2024-01-06,9.00
3,Anna-7,2024-02-05,11.00
4,anna@example.com,2024-02-07,5.00
5,,2024-02-08,3.00
6,Ben-3,2024-02-09,soon
7,Anna-7,never,4.00
"""
LINES = """order_id,customer_id,occurred_at,line_id,product_id,quantity,unit_price
8,App-99,2024-02-10,1,mug,1,3.00
9,Ben-3,2024-02-10,1,mug,2,3.00
"""
REFUNDS = "refund_id,order_id,refund_date,amount\nR1,1,2024-01-09,2.00\nR2,2,2024-01-09,1.00\n"
ANSWERS = """response_id,customer_id,date,question,score,text
F1,Anna-7,2024-02-01,recommend,9,
F2,Ben-3,2024-02-01,recommend,99,
"""
FRIENDS = "referrer,referred customer id,date\nBen-3,Anna-7,2024-01-20\nAnna-7,Cleo-1,2024-01-20\n"
SAME = "customer_id,same_as\nApp-99,Anna-7\nanna@example.com,Anna-7\nBen-3,Till-5\n"
FILES = {"orders": ORDERS, "lines": LINES, "refunds": REFUNDS, "answers": ANSWERS, "friends": FRIENDS, "same": SAME}
HERS = ("Anna-7", "App-99", "anna@example.com")


@pytest.fixture
def shop(tmp_path: Path) -> Workspace:
    made = init(tmp_path / "shop", currency="EUR", minimum_n=1)
    for name, text in FILES.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    made.import_(*(str(tmp_path / f"{n}.csv") for n in ("orders", "refunds")))
    changed = ORDERS.replace("3,Anna-7,2024-02-05,11.00", "3,Anna-7,2024-02-05,10.00")
    (tmp_path / "later.csv").write_text(changed, encoding="utf-8")
    made.import_(str(tmp_path / "later.csv"))
    made.import_(*(str(tmp_path / f"{n}.csv") for n in ("lines", "answers", "friends", "same")))
    return made


def everything(shop: Workspace) -> str:
    """Every byte of the workspace as text, and every cell of its Parquet files."""
    said = []
    for path in sorted(shop.folder.path.rglob("*")):
        if path.is_file():
            said.append(path.name + path.read_bytes().decode("latin-1"))
            if path.suffix == ".parquet":
                said.append(str(pq.read_table(path).to_pylist()))
                said.append(str(pq.read_metadata(path).to_dict()))
    return "\n".join(said)


def words(shop: Workspace) -> list[str]:
    key = str(shop.folder.values["pseudonym_key"])
    return [*HERS, *(p for h in HERS for p in pseudonyms(key, h))]


def found(shop: Workspace) -> list[str]:
    text = everything(shop).lower()
    return [w for w in words(shop) if w.lower() in text]


def others(shop: Workspace) -> list[tuple[object, ...]]:
    rows = shop.facts().engine.run(_BY_CUSTOMER).to_pylist()
    return sorted((str(r["customer_id"]), r["spent"]) for r in rows if str(r["customer_id"]) in ("Till-5", "Ben-3", "None"))


_BY_CUSTOMER = Query(
    "spent", "What each customer spent.",
    {"duckdb": "SELECT customer_id, CAST(sum(amount_minor) AS BIGINT) AS spent FROM purchases GROUP BY customer_id"},
)  # fmt: skip


def test_before_she_is_everywhere(shop: Workspace) -> None:
    key = str(shop.folder.values["pseudonym_key"])
    assert set(found(shop)) == {"Anna-7", "App-99", pseudonyms(key, "anna@example.com")[0]}
    assert shop.facts().customers == 2


def test_afterwards_she_is_in_no_byte_and_others_are_as_before(shop: Workspace) -> None:
    before, at = others(shop), shop.facts()
    gone = shop.erase("Anna-7")
    assert found(shop) == []
    assert others(shop) == before == [("None", 300), ("Till-5", 1500)]
    assert gone.facts == {
        "purchases": 5, "purchase_lines": 1, "refunds": 1, "answers": 1, "advocacy": 1, "identities": 2,
    }  # fmt: skip
    assert list(gone.facts) == [kind for kind in KINDS if kind in gone.facts], "told in the order of the contract"
    assert at.purchases - shop.facts().purchases == 4, "three orders of hers, and one under her address and two under the app"
    facts = shop.facts()
    assert facts.customers == 1
    assert facts.engine.run(_REFERRED).to_pylist() == [{"customer_id": "Till-5", "other_customer_id": None}]


_REFERRED = Query("referred", "Who referred.", {"duckdb": "SELECT customer_id, other_customer_id FROM advocacy"})


@pytest.mark.parametrize("given", ["App-99", "ANNA@example.com", "anna@example.com"])
def test_any_of_her_ids_erases_all_of_them(shop: Workspace, given: str) -> None:
    shop.erase(given)
    assert found(shop) == []


def test_who_is_not_there_changes_nothing(shop: Workspace) -> None:
    before = everything(shop)
    assert shop.erase("Zoe-1").facts == {}
    assert everything(shop) == before


def test_her_rows_in_quarantine_go_and_those_of_others_stay(shop: Workspace, tmp_path: Path) -> None:
    rows = ("11,Ben-3,2024-03-01,Anna-7 owes 3", "12,Ben-3,2024-03-01,x", "13,Ben-3,2024-03-01,1.00")
    (tmp_path / "dirty.csv").write_text("\n".join(["order_id,customer_id,occurred_at,amount", *rows]), encoding="utf-8")
    shop.import_(str(tmp_path / "dirty.csv"))
    assert "Anna-7 owes 3" in shop.quarantine()["value"].to_pylist()
    gone = shop.erase("Anna-7")
    assert gone.quarantined == 1
    assert found(shop) == []
    values = shop.quarantine()["value"].to_pylist()
    assert "x" in values
    assert "soon" in values
    assert sum(q.rows for m in shop.imports() for q in m.intake.quarantined if q.reason == "bad_amount") == 4, "numbers stay"


def test_an_old_export_does_not_bring_her_back(shop: Workspace, tmp_path: Path) -> None:
    shop.erase("Anna-7")
    intake = shop.import_(*(str(tmp_path / f"{n}.csv") for n in FILES))
    assert found(shop) == []
    assert any("not kept, because the customer was erased" in n.sentence for n in intake.noticed)
    assert others(shop) == [("None", 300), ("Till-5", 1500)]
    counts = shop.imports()[-1].counts
    assert all(c.new == 0 for c in counts.values()), {k: c.new for k, c in counts.items()}


def test_a_look_back_finds_her_no_more(shop: Workspace) -> None:
    first = shop.imports()[0].recorded_at
    assert shop.facts(recorded_by=first).customers == 3
    shop.erase("Anna-7")
    assert shop.facts(recorded_by=first).customers == 1
    assert found(shop) == []


def test_two_may_be_erased_one_after_the_other(shop: Workspace) -> None:
    shop.erase("Anna-7")
    shop.erase("Ben-3")
    assert found(shop) == []
    assert "ben-3" not in everything(shop).lower()
    assert "till-5" not in everything(shop).lower()


@pytest.mark.parametrize("step", ["write_part", "clean_log", "commit"])
def test_interrupted_before_the_commit_nothing_was_done(shop: Workspace, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    before = others(shop)

    def fails(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    owner = Folder if step == "commit" else erasing
    monkeypatch.setattr(owner, step, fails)
    with pytest.raises(KeyboardInterrupt):
        shop.erase("Anna-7")
    monkeypatch.undo()
    again = open(shop.folder.path)
    assert (others(again), again.facts().customers) == (before, 2)
    again.erase("Anna-7")
    assert found(again) == []


@pytest.mark.parametrize("step", ["end_erasing", "clear_orphans"])
def test_interrupted_after_the_commit_the_next_command_ends_it(
    shop: Workspace, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def fails(*_: object) -> None:
        raise KeyboardInterrupt

    real = getattr(Folder, step)
    monkeypatch.setattr(Folder, step, lambda self: fails() if self.unfinished() else real(self))
    with pytest.raises(KeyboardInterrupt):
        shop.erase("Anna-7")
    monkeypatch.undo()
    assert found(shop) != [], "the deletion was cut short"
    assert open(shop.folder.path).facts().customers == 1
    assert found(shop) == []
    assert [p.name for p in shop.folder.log.iterdir() if p.suffix not in (".json", "")] == []


def test_the_log_is_json_that_can_be_read_and_counts_what_is_left(shop: Workspace) -> None:
    shop.erase("Anna-7")
    history = shop.imports()
    assert [m.source for m in history][-1] == "erased"
    assert history[0].counts["purchases"].new == 2, "Ben's first order and the guest's"
    for path in shop.folder.log.glob("*.json"):
        assert json.loads(path.read_text(encoding="utf-8"))["format"] == 1
    assert all(m.recorded_at < later.recorded_at for m, later in pairwise(history))
    assert shop.facts(as_of=date(2024, 2, 8)).customers == 1
