"""DuckDB as an engine: answers as Arrow, bounded, offline, and its failures said as ours."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from regulars.engines.duckdb import DuckDBEngine
from regulars.errors import EngineError, EnvironmentFault
from regulars.facts.query import Query


def query(text: str, name: str = "visits") -> Query:
    return Query(name, "A query of a test.", {"duckdb": text})


@pytest.fixture
def engine() -> Iterator[DuckDBEngine]:
    with DuckDBEngine(threads=1) as opened:
        yield opened


def test_a_table_that_is_put_can_be_asked(engine: DuckDBEngine) -> None:
    engine.put("visits", pa.table({"customer_id": ["Anna", "Ben", "Anna"]}))
    answer = engine.run(query("SELECT customer_id, count(*) AS n FROM visits GROUP BY customer_id ORDER BY customer_id"))
    assert answer.to_pylist() == [{"customer_id": "Anna", "n": 2}, {"customer_id": "Ben", "n": 1}]


def test_a_table_put_again_replaces_the_first(engine: DuckDBEngine) -> None:
    for n in (1, 2):
        engine.put("visits", pa.table({"n": [n]}))
    assert engine.run(query("SELECT n FROM visits")).to_pylist() == [{"n": 2}]


def test_values_are_bound_and_those_not_named_are_left_out(engine: DuckDBEngine) -> None:
    answer = engine.run(query("SELECT $name AS name"), {"name": "O'Brien; DROP TABLE visits", "as_of": 3})
    assert answer.to_pylist() == [{"name": "O'Brien; DROP TABLE visits"}]


def test_an_answer_is_kept_until_it_is_dropped(engine: DuckDBEngine) -> None:
    engine.keep("kept", query("SELECT $day AS day_number"), {"day": 7})
    assert engine.run(query("SELECT day_number FROM kept")).to_pylist() == [{"day_number": 7}]
    engine.drop("kept")
    engine.drop("kept")
    with pytest.raises(EngineError, match="The query visits failed") as refused:
        engine.run(query("SELECT * FROM kept"))
    assert "report this" in str(refused.value)


def test_parts_are_read_as_one_table_and_none_is_an_empty_one(engine: DuckDBEngine, tmp_path: Path) -> None:
    schema = pa.schema([("customer_id", pa.string())])
    for name in ("it's.parquet", "b.parquet"):
        pq.write_table(pa.table({"customer_id": [name[0]]}, schema=schema), tmp_path / name)
    engine.parts("purchases", sorted(str(p) for p in tmp_path.glob("*.parquet")), schema)
    assert engine.run(query("SELECT count(*) AS n FROM purchases")).to_pylist() == [{"n": 2}]
    engine.parts("purchases", [], schema)
    assert engine.run(query("SELECT count(*) AS n FROM purchases")).to_pylist() == [{"n": 0}]


def test_customers_are_laid_apart_each_whole_and_what_lay_there_before_is_gone(engine: DuckDBEngine) -> None:
    """Forty customers with two rows each, of whom one alone is laid the second time."""
    engine.put("rows", pa.table({"customer_id": [f"C-{i % 40}" for i in range(80)], "day": list(range(80))}))
    apart = query("SELECT * FROM rows WHERE day >= $from_day")
    crowds = engine.lay_apart("crowd", apart, {"from_day": 0}, 3)
    people = [engine.run(query(f"SELECT * FROM {table}")) for table in crowds]
    assert [table.column_names for table in people] == [["customer_id", "day"]] * 3
    assert sum(table.num_rows for table in people) == 80
    assert sum(len(set(table["customer_id"].to_pylist())) for table in people) == 40
    (alone,) = engine.lay_apart("crowd", apart, {"from_day": 79}, 3)
    assert engine.run(query(f"SELECT * FROM {alone}")).to_pylist() == [{"customer_id": "C-39", "day": 79}]


def test_a_file_that_went_away_is_the_worlds_failure(engine: DuckDBEngine, tmp_path: Path) -> None:
    pq.write_table(pa.table({"n": [1]}), tmp_path / "part.parquet")
    engine.parts("purchases", [str(tmp_path / "part.parquet")], pa.schema([("n", pa.int64())]))
    (tmp_path / "part.parquet").unlink()
    with pytest.raises(EnvironmentFault, match="Visits could not read or write"):
        engine.run(query("SELECT n FROM purchases"))


def test_more_than_memory_spills_to_disk_and_is_swept_away_at_the_end(tmp_path: Path) -> None:
    with DuckDBEngine(memory_limit="64MiB", spill=tmp_path, threads=1) as engine:
        engine.keep("many", query("SELECT range AS n, repeat('x', 40) || range AS word FROM range(1500000)"))
        answer = engine.run(query("SELECT count(DISTINCT word) AS n FROM many"))
        assert answer.to_pylist() == [{"n": 1_500_000}]
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_ever_fetched(engine: DuckDBEngine) -> None:
    with pytest.raises((EngineError, EnvironmentFault), match=r"[Vv]isits"):
        engine.run(query("SELECT * FROM read_csv('https://localhost:1/orders.csv')"))


def test_a_covered_table_is_shown_as_the_query_says_and_is_itself_again_when_put_anew(engine: DuckDBEngine) -> None:
    def shout(mark: str) -> Query:
        return Query("shout", "Louder.", {"duckdb": f"SELECT upper(word) || '{mark}' AS word FROM words_as_recorded"})

    words, seen = pa.table({"word": ["ana"]}), Query("seen", "All.", {"duckdb": "SELECT word FROM words"})
    engine.put("words", words)
    engine.cover("words", shout("!"))
    engine.cover("words", shout("?"))
    assert engine.run(seen).to_pylist() == [{"word": "ANA?"}], "the second cover lies on the table, not on the first"
    engine.put("words", words)
    assert engine.run(seen).to_pylist() == [{"word": "ana"}]
    engine.cover("words", shout("!"))
    assert engine.run(seen).to_pylist() == [{"word": "ANA!"}]
