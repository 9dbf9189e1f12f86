"""What only store and workspace together can tell: an older database, and whom it brought back."""

from __future__ import annotations

from pathlib import Path

import pytest

import regulars as rg
from regulars.stores.operations import sqlite
from regulars.stores.workspace.marks import JOURNAL
from regulars.wiring.auditing import wrong_with
from regulars.wiring.operations import Operations
from regulars.wiring.shop import Workspace
from tests.wiring.test_forgetting import buy
from tests.wiring.test_operations import AT, opened


@pytest.fixture
def shop(tmp_path: Path) -> Workspace:
    return rg.init(tmp_path / "shop", currency="EUR")


def wrong(store: Operations) -> list[str]:
    return list(wrong_with(store.shop, store.store, store.keys))


def put_back(shop: Workspace, older: Path) -> None:
    """As an owner does it who knows nothing of `store restore`."""
    path = shop.folder.path / "regulars.db"
    sqlite.remove(path)
    path.write_bytes(older.read_bytes())


def test_check_says_that_a_database_is_older_than_the_workspace_knows_it(shop: Workspace, tmp_path: Path) -> None:
    with opened(shop) as store:
        buy(store, "1", "C-1")
        store.flush()
        store.backup(tmp_path / "older.db")
        buy(store, "2", "C-1")
        store.flush()
        assert wrong(store) == []
    put_back(shop, tmp_path / "older.db")
    with opened(shop) as store:
        [said] = wrong(store)
        assert said.startswith("the outbox ends at number 1, and the workspace was told up to 2: an older database is here")
        assert store.tell().went_back
        assert wrong(store) == []


def test_check_says_whom_an_older_database_brought_back_and_flush_takes_them_out(shop: Workspace, tmp_path: Path) -> None:
    with opened(shop) as store:
        buy(store, "1", "C-ANNA")
        buy(store, "2", "C-BEN")
        store.flush()
        store.backup(tmp_path / "older.db")
        store.erase_customer("C-ANNA")
        assert wrong(store) == []
    put_back(shop, tmp_path / "older.db")
    with opened(shop) as store:
        assert wrong(store) == ["1 fact of an erased customer is in the outbox: `regulars store flush` takes them out"]
        assert store.flush() == 0
        assert wrong(store) == []
    assert b"C-ANNA" not in (shop.folder.path / "regulars.db").read_bytes()


def test_check_says_that_marks_were_made_with_another_key(shop: Workspace) -> None:
    with opened(shop) as store:
        (shop.folder.path / JOURNAL).write_text(
            f'{{"mark": "0", "erased_at": "{AT.isoformat()}", "made_with": "1"}}\n', encoding="utf-8"
        )
        [said] = wrong(store)
        assert "marked with another key" in said
