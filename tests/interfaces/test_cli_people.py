"""The commands about persons."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import regulars as rg
from regulars.actions.sales import Purchase
from regulars.errors import UsageError
from regulars.interfaces.cli import people
from regulars.stores.workspace import Erasure
from regulars.wiring.operations import operations
from regulars.wiring.shop import init

ORDERS = "order_id,customer_id,occurred_at,amount\n1,C-1,2024-01-05,12.00\n2,T-8,2024-02-05,9.00\n3,Ben,2024-02-06,9.00\n"


@pytest.fixture
def shop(tmp_path: Path) -> str:
    made = init(tmp_path / "shop", currency="EUR")
    (tmp_path / "orders.csv").write_text(ORDERS, encoding="utf-8")
    made.import_(str(tmp_path / "orders.csv"))
    (tmp_path / "same.csv").write_text("customer_id,same_as\nT-8,C-1\nT-9,C-1\n", encoding="utf-8")
    return str(made.folder.path)


def asked(path: str, **values: Any) -> dict[str, Any]:
    plain = {"workspace": path, "files": None, "columns": None, "mapping_file": None, "from_source": None, "keep_going": False,
             "encoding": None, "yes": False}  # fmt: skip
    return {**plain, **values}


def test_pairs_are_imported_and_shown_as_customers(shop: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert people.identities(asked(shop)) == 0
    assert "0 customers are known under several ids." in capsys.readouterr().out
    people.identities(asked(shop, files=[str(Path(shop).parent / "same.csv")]))
    told = capsys.readouterr().out
    assert "identities: 2 new" in told
    assert "1 customer is known under several ids." in told
    assert "C-1       T-8, T-9" in told


def test_nobody_is_erased_without_a_yes(shop: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match=r"(?s)nobody to ask.*--yes"):
        people.erase(asked(shop, customer="C-1"))
    monkeypatch.setattr("sys.stdin", Answers("no\n"))
    people.erase(asked(shop, customer="C-1"))
    assert "This can't be undone. [y/N] Nothing was erased." in capsys.readouterr().out
    monkeypatch.setattr("sys.stdin", Answers("y\n"))
    people.erase(asked(shop, customer="C-1"))
    assert "Erased. Facts: purchases 1. Rows in quarantine: 0. 1 part was written anew" in capsys.readouterr().out


def test_what_is_not_there_is_said(shop: str, capsys: pytest.CaptureFixture[str]) -> None:
    people.erase(asked(shop, customer="Zoe", yes=True))
    assert "Zoe is not in this workspace" in capsys.readouterr().out


def test_a_store_beside_the_workspace_is_pointed_to(shop: str, capsys: pytest.CaptureFixture[str]) -> None:
    people.erase(asked(shop, customer="Zoe", yes=True))
    assert "store" not in capsys.readouterr().out
    (Path(shop) / "regulars.db").touch()
    people.erase(asked(shop, customer="Zoe", yes=True))
    assert "`regulars store erase … MEMBER --facts`" in capsys.readouterr().out


def test_whose_purchase_waits_in_the_store_is_erased_there_too(shop: str, capsys: pytest.CaptureFixture[str]) -> None:
    with operations(rg.open(shop)) as store:
        store.migrate()
        at = store.clock()
        zoe = store.members.join(key="j", at=at, customer_id="ZOE-1")
        told = Purchase(source="till", order_id="1", amount_minor=500, currency="EUR", customer_id="ZOE-1")
        store.sales.buy(told, key="1", at=at)
    people.erase(asked(shop, customer="ZOE-1", yes=True))
    out = capsys.readouterr().out
    assert "Erased. Facts: purchases 1." in out
    assert f"ZOE-1 is still a member of the store: `regulars store erase … {zoe} --facts`" in out
    people.erase(asked(shop, customer="Nobody", yes=True))
    assert "Nobody is not in this workspace. Nothing was changed." in capsys.readouterr().out


def test_what_went_is_told_kind_by_kind() -> None:
    told = people.erased_text("C-1", Erasure(2, {"purchases": 3, "purchase_lines": 1200}, 4, 5))
    assert "purchases 3, purchase lines 1,200. Rows in quarantine: 4. 5 parts were written anew" in told


class Answers:
    """A person at a terminal."""

    def __init__(self, says: str) -> None:
        self.says = says

    def isatty(self) -> bool:
        return True

    def readline(self) -> str:
        return self.says
