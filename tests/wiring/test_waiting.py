"""Who asks for facts that still wait in the store is told how they come."""

from __future__ import annotations

from pathlib import Path

import pytest

import regulars as rg
from regulars.errors import NothingUsable, SettingsError
from regulars.measures.retention import retention
from regulars.wiring.operations import operations
from regulars.wiring.waiting import facts_waiting, store_address
from tests.stores.operations.members import AT
from tests.stores.operations.test_sales import bought


def test_purchases_told_and_not_flushed_are_spoken_of(tmp_path: Path) -> None:
    """C-1 bought twice. Until the store is flushed the shop has no facts, and says which command brings them."""
    shop = rg.init(tmp_path / "shop", currency="EUR", time_zone="Europe/Vilnius")
    assert facts_waiting(shop.folder) == 0
    with operations(shop, clock=lambda: AT) as ops:
        ops.migrate()
        with pytest.raises(NothingUsable, match="holds no facts yet\\.") as e:
            shop.facts()
        assert "regulars import" in str(e.value)
        for order in ("o-1", "o-2"):
            ops.sales.buy(bought(order, member=None, customer_id="C-1", lines=()), key=order, at=AT)
        with pytest.raises(NothingUsable, match="holds no facts yet; 2 wait in its store") as e:
            shop.facts()
        assert f"regulars store flush {shop.folder.path}" in str(e.value)
        assert ops.flush() == 2
        assert facts_waiting(shop.folder) == 0
        assert retention(shop.facts()) is not None


def test_a_store_that_is_away_or_none_is_no_reason_to_fail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shop = rg.init(tmp_path / "shop", currency="EUR")
    monkeypatch.setenv("REGULARS_STORE", "postgresql://anna@127.0.0.1:1/shop")
    assert facts_waiting(shop.folder) == 0
    assert store_address(shop.folder) == "postgresql://anna@127.0.0.1:1/shop"


def test_an_address_is_text(tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    rg.init(folder, currency="EUR")
    toml = folder / "regulars.toml"
    toml.write_text("store = 7\n" + toml.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(SettingsError, match=r"(?i)store is 7") as e:
        store_address(rg.open(folder).folder)
    assert "correct it in" in str(e.value)
