"""Which engine answers, and where its parts lie."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import regulars as rg
from regulars.engines.duckdb import DuckDBEngine
from regulars.errors import EnvironmentFault, SettingsError, UsageError
from regulars.settings import Settings
from regulars.wiring.engines import engine_for, parts_for


def test_unless_something_is_said_the_embedded_engine_answers() -> None:
    with_plain = engine_for(Settings())
    assert isinstance(with_plain, DuckDBEngine)
    with_plain.close()


def test_what_is_given_goes_before_the_settings() -> None:
    chosen = engine_for(Settings(engine="spark://analysis:7077"), "duckdb")
    assert isinstance(chosen, DuckDBEngine)
    chosen.close()


def test_without_pyspark_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [n for n in sys.modules if n.startswith("regulars.engines.spark.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pyspark", None)
    with pytest.raises(EnvironmentFault, match="needs pyspark, and it is not installed") as refused:
        engine_for(Settings(engine="spark://analysis:7077"))
    assert "pip install 'regulars[spark]'" in str(refused.value)


def test_files_in_memory_are_not_asked_of_a_cluster(tmp_path: Path) -> None:
    orders = tmp_path / "orders.csv"
    orders.write_text("customer,date,amount\nAnna,2024-01-05,12.00\n", encoding="utf-8")
    with pytest.raises(UsageError, match="Files are read in memory by duckdb") as refused:
        rg.read(orders, engine="spark://analysis:7077")
    assert "import the files into a workspace" in str(refused.value)


@pytest.mark.parametrize("engine", ["postgres", "sc://analysis:15002/;token=abc"])
def test_an_engine_that_there_is_not_is_refused(engine: str) -> None:
    with pytest.raises(SettingsError, match="Engine is") as refused:
        Settings(engine=engine)
    assert "duckdb, or spark://host:port" in str(refused.value)
    assert "abc" not in str(refused.value)


def test_a_place_with_a_password_is_refused_without_showing_it() -> None:
    with pytest.raises(SettingsError, match="parts_at holds a user or a password") as refused:
        Settings(parts_at="s3a://KEY:SECRET@bucket/shop")
    assert "SECRET" not in str(refused.value)


def test_parts_elsewhere_keep_their_place_within_the_workspace() -> None:
    files = ["shop/facts/purchases/000001.parquet", "shop/facts/superseded/purchases/000002.parquet"]
    assert parts_for(files, Path("shop"), None) == tuple(files)
    assert parts_for(files, Path("shop"), "s3a://bucket/a/") == (
        "s3a://bucket/a/facts/purchases/000001.parquet",
        "s3a://bucket/a/facts/superseded/purchases/000002.parquet",
    )
