"""A workspace that outgrew its machine: the same facts, the same report, from workers that read its parts."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

pytest.importorskip("pyspark", reason="no pyspark: make spark")
from pyspark.sql import SparkSession

import regulars as rg
from regulars.errors import EnvironmentFault
from regulars.interfaces.cli.running import run
from tests.engines.spark.alike import differences

pytestmark = pytest.mark.spark
FIRST = """order,customer,date,amount,place
1,Anna,2024-01-05,12.00,Vilnius
2,Ben,2024-01-09,8.00,Kaunas
3,Anna,2024-02-06,12.00,Vilnius
4,,2024-02-07,3.00,Vilnius
5,Clara,2024-02-20,20.00,Kaunas
"""
LATER = """order,customer,date,amount,place
3,Anna,2024-02-06,15.00,Vilnius
6,Ben,2024-03-01,9.00,Kaunas
7,Clara,2024-03-15,-20.00,Kaunas
"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two imports: the second changes order 3, adds one, and gives Clara her money back."""
    folder = tmp_path_factory.mktemp("shared folder")
    made = rg.init(folder / "shop", currency="EUR", time_zone="Europe/Vilnius", minimum_n=1)
    for name, text in (("first.csv", FIRST), ("later.csv", LATER)):
        (folder / name).write_text(text, encoding="utf-8")
        made.import_(folder / name)
    return folder / "shop"


def test_the_takings_are_the_same_cent_for_cent(shop: Path, session: SparkSession) -> None:
    workspace = rg.open(shop)
    here, there = workspace.facts(), workspace.facts(engine=session)
    assert there.purchases_known == here.purchases_known
    (takings,) = there.intake.takings if there.intake else ()
    assert takings == (here.intake.takings[0] if here.intake else None)
    assert takings.known_customers_minor == 1200 + 800 + 1500 + 2000 + 900
    assert takings.guests_minor == 300


def test_what_was_known_before_the_second_import(shop: Path, session: SparkSession) -> None:
    workspace = rg.open(shop)
    then = workspace.imports()[0].recorded_at
    here, there = (workspace.facts(recorded_by=then, engine=e) for e in ("duckdb", session))
    assert rg.activity(there).table.equals(rg.activity(here).table)
    assert there.purchases == 5


def test_the_report_is_the_same(shop: Path, session: SparkSession) -> None:
    workspace = rg.open(shop)
    reports = [json.loads(rg.report(workspace.facts(engine=e), format="json")) for e in ("duckdb", session)]
    assert list(differences(*reports)) == []


def test_the_command_line_asks_the_cluster(shop: Path, session: SparkSession, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["retention", str(shop), "--format", "csv"]
    assert run(asked) == 0
    here = capsys.readouterr().out
    assert run([*asked, "--engine", session.sparkContext.master]) == 0
    assert capsys.readouterr().out == here


def test_parts_may_lie_elsewhere_than_the_log(shop: Path, session: SparkSession, tmp_path: Path) -> None:
    elsewhere = tmp_path / "bucket" / "shop"
    shutil.copytree(shop / "facts", elsewhere / "facts")
    log_only = tmp_path / "log only"
    shutil.copytree(shop, log_only, ignore=shutil.ignore_patterns("*.parquet"))
    there = rg.open(log_only, parts_at=f"file://{elsewhere}").facts(engine=session)
    assert rg.retention(there).table.equals(rg.retention(rg.open(shop).facts()).table)


def test_parts_that_were_not_copied_are_named(shop: Path, session: SparkSession, tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="could not read the facts") as refused:
        rg.open(shop, parts_at=f"file://{tmp_path}/nothing").facts(engine=session)
    assert "PATH_NOT_FOUND" in str(refused.value)
