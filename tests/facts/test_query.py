"""A query by name: its text beside its module, its sentence on top, its values bound."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import regulars
from regulars.errors import NotOnThisEngine
from regulars.facts.events import GROUPS
from regulars.facts.query import Query

HOME = Path(regulars.__path__[0])
TEXTS = sorted(p for p in HOME.rglob("*.sql") if "." not in p.stem)


@pytest.fixture
def beside(tmp_path: Path) -> Path:
    """A module with a query in two dialects."""
    (tmp_path / "visits.sql").write_text(
        "-- How often each customer came,\n-- up to a day: $not_this.\nSELECT customer_id, count(*) AS visits\n"
        "FROM activity WHERE day_number <= $as_of AND group_value <> 'a $price' -- $nor_this\nGROUP BY customer_id\n",
        encoding="utf-8",
    )
    (tmp_path / "visits.spark.sql").write_text("SELECT 1 AS visits WHERE 1 <= :as_of", encoding="utf-8")
    return tmp_path / "visits.py"


def test_a_query_is_found_beside_its_module_in_every_dialect(beside: Path) -> None:
    query = Query.beside(str(beside))
    assert query.name == "visits"
    assert query.sentence == "How often each customer came, up to a day: $not_this."
    assert set(query.texts) == {"duckdb", "spark"}


def test_only_names_outside_comments_and_texts_are_values(beside: Path) -> None:
    query = Query.beside(str(beside))
    assert query.parameters("duckdb") == {"as_of"}
    assert query.parameters("spark") == {"as_of"}


def test_a_query_that_an_engine_cannot_run_names_one_that_can(beside: Path) -> None:
    with pytest.raises(NotOnThisEngine, match="The query visits is not written for postgres") as refused:
        Query.beside(str(beside)).text("postgres")
    assert refused.value.expected == "one of duckdb, spark"


def test_a_query_reads_another_as_its_table(beside: Path) -> None:
    source = Query("days", "Days.", {"duckdb": "SELECT 1 AS customer_id WHERE 1 <= $until"})
    over = Query.beside(str(beside)).over("activity", source)
    assert set(over.texts) == {"duckdb"}
    assert over.parameters("duckdb") == {"as_of", "until"}
    assert over.sentence.startswith("How often")


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: p.relative_to(HOME).as_posix())
def test_every_query_is_described_and_used(path: Path) -> None:
    module_texts = "".join(m.read_text(encoding="utf-8") for m in path.parent.glob("*.py"))
    query = Query.beside(str(path.with_suffix(".py")))
    assert query.sentence.endswith("."), "its first comment lines are its sentence"
    beside_its_module = path.with_suffix(".py").exists() and re.search(r"Query\.beside\(__file__\)", module_texts)
    of_a_kind = path.stem in {f"events_{kind}" for kind in GROUPS} and 'f"events_{kind}"' in module_texts
    assert beside_its_module or of_a_kind or f'"{path.stem}"' in module_texts
