"""Spark as an engine: what DuckDB's tests ask of theirs, asked of a cluster."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

pytest.importorskip("pyspark", reason="no pyspark: make spark")
from pyspark.sql import SparkSession

from regulars.engines.spark.engine import SparkEngine
from regulars.errors import EngineError, EnvironmentFault, NotOnThisEngine
from regulars.facts.query import Query

pytestmark = pytest.mark.spark
EARLY, LATE = datetime(2024, 1, 1), datetime(2024, 2, 1)
VERSIONS = pa.schema([("fact_id", pa.binary(16)), ("recorded_at", pa.timestamp("us")), ("amount_minor", pa.int64())])


def query(text: str, name: str = "visits") -> Query:
    return Query(name, "A query of a test.", {"duckdb": text, "spark": text.replace("$", ":")})


@pytest.fixture
def engine(session: SparkSession) -> Iterator[SparkEngine]:
    with SparkEngine(session) as opened:
        yield opened


def test_a_table_that_is_put_can_be_asked_and_put_again(engine: SparkEngine) -> None:
    for n in (1, 2):
        engine.put("visits", pa.table({"n": [n], "at": pa.array([EARLY], pa.timestamp("us"))}))
    answer = engine.run(query("SELECT n, at FROM visits"))
    assert answer.to_pylist() == [{"n": 2, "at": EARLY}]
    assert answer.schema.field("at").type == pa.timestamp("us")


def test_values_are_bound_and_those_not_named_are_left_out(engine: SparkEngine) -> None:
    answer = engine.run(query("SELECT $name AS name"), {"name": "O'Brien; DROP TABLE visits", "as_of": 3})
    assert answer.to_pylist() == [{"name": "O'Brien; DROP TABLE visits"}]


def test_an_answer_is_kept_until_it_is_dropped(engine: SparkEngine) -> None:
    engine.keep("kept", query("SELECT $day AS day_number"), {"day": 7})
    assert engine.run(query("SELECT day_number FROM kept")).to_pylist() == [{"day_number": 7}]
    engine.drop("kept")
    engine.drop("kept")
    with pytest.raises(EngineError, match="The query visits failed") as refused:
        engine.run(query("SELECT day_number FROM kept"))
    assert "report this" in str(refused.value)


def test_a_table_is_shown_as_a_query_says_until_it_is_put_anew(engine: SparkEngine) -> None:
    engine.put("visits", pa.table({"customer_id": ["Anna", "Anna K."]}))
    asked = query("SELECT count(DISTINCT customer_id) AS n FROM visits")
    for shown, expected in (("substr(customer_id, 1, 4)", 1), ("customer_id", 2)):
        engine.cover("visits", query(f"SELECT {shown} AS customer_id FROM visits_as_recorded", "merged"))
        assert engine.run(asked).to_pylist() == [{"n": expected}]
    engine.put("visits", pa.table({"customer_id": ["Ben"]}))
    assert engine.run(asked).to_pylist() == [{"n": 1}]
    with pytest.raises(EngineError, match="TABLE_OR_VIEW_NOT_FOUND"):
        engine.run(query("SELECT customer_id FROM visits_as_recorded"))


def test_engines_on_one_session_do_not_see_each_other(engine: SparkEngine, session: SparkSession) -> None:
    engine.put("visits", pa.table({"n": [1]}))
    with SparkEngine(session) as other, pytest.raises(EngineError, match="TABLE_OR_VIEW_NOT_FOUND"):
        other.run(query("SELECT n FROM visits"))


def test_of_two_versions_the_later_holds_and_none_is_an_empty_table(engine: SparkEngine, tmp_path: Path) -> None:
    anna, ben = b"a" * 16, b"b" * 16
    folder = tmp_path / "it's [the] shop, 20%"
    folder.mkdir()
    rows = {"1": [(anna, EARLY, 10), (ben, EARLY, 20)], "2": [(anna, LATE, 15)]}
    for name, part in rows.items():
        table = pa.table([pa.array(c) for c in zip(*part, strict=True)], names=VERSIONS.names).cast(VERSIONS)
        pq.write_table(table, folder / f"{name}.parquet")
    pq.write_table(pa.table({"fact_id": [anna], "recorded_at": pa.array([LATE], pa.timestamp("us"))}), folder / "s.parquet")
    files = [str(folder / f"{name}.parquet") for name in rows]
    total = query("SELECT CAST(coalesce(sum(amount_minor), 0) AS BIGINT) AS total FROM purchases")
    for superseded, expected in (([], 45), ([str(folder / "s.parquet")], 35)):
        engine.parts("purchases", files, VERSIONS, superseded)
        assert engine.run(total).to_pylist() == [{"total": expected}]
    engine.parts("purchases", [], VERSIONS)
    assert engine.run(total).to_pylist() == [{"total": 0}]


def test_a_part_that_is_not_there_is_the_worlds_failure(engine: SparkEngine, tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="Purchases could not read the facts"):
        engine.parts("purchases", [str(tmp_path / "gone.parquet")], VERSIONS)


def test_a_part_that_goes_away_later_is_too(engine: SparkEngine, tmp_path: Path) -> None:
    part = tmp_path / "part.parquet"
    pq.write_table(VERSIONS.empty_table(), part)
    engine.parts("purchases", [str(part)], VERSIONS)
    part.unlink()
    with pytest.raises(EnvironmentFault, match="Visits could not read the facts") as refused:
        engine.run(query("SELECT count(amount_minor) AS n FROM purchases"))
    assert "every worker" in str(refused.value)


def test_what_overflows_is_an_error_and_never_a_null(engine: SparkEngine) -> None:
    with pytest.raises(EngineError, match="ARITHMETIC_OVERFLOW"):
        engine.run(query("SELECT CAST(9223372036854775807 AS BIGINT) + $one AS n"), {"one": 1})


def test_a_query_written_for_another_engine_is_refused(engine: SparkEngine) -> None:
    with pytest.raises(NotOnThisEngine, match="not written for spark"):
        engine.run(Query("visits", "A query.", {"duckdb": "SELECT 1 AS n"}))
