"""The discipline that keeps one SQL text meaning the same on every engine."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
import sqlglot
from sqlglot import exp

from regulars.facts.query import Query
from tools.write_sql import ROOT, beside, queries, stale

# Reserved in Spark under ANSI mode (its page "SQL keywords"); DuckDB's own list holds PostgreSQL's.
SPARK = set(
    """all and anti any as authorization both by case cast check collate column constraint create cross current_date
    current_time current_timestamp current_user distinct else end escape except exists false fetch filter for foreign from
    full grant group having in inner intersect into is join lateral leading left like minus natural not null offset on only
    or order outer overlaps primary references right select semi session_user set some table then time timestamp to trailing
    true union unique unknown user using when where window with within""".split()
)
CLOCKS = ("current_", "now", "today", "getdate", "epoch", "unix", "localtime", "age", "strftime", "date_trunc", "datediff")


@pytest.fixture(scope="module")
def reserved() -> set[str]:
    with duckdb.connect() as connection:
        asked = "SELECT keyword_name FROM duckdb_keywords() WHERE keyword_category = 'reserved'"
        rows = connection.execute(asked).fetchall()
    return {name for (name,) in rows} | SPARK


def parsed(path: Path) -> exp.Expression:
    tree = sqlglot.parse_one(path.read_text(encoding="utf-8"), read="duckdb")
    assert isinstance(tree, exp.Expression)
    return tree


each_query = pytest.mark.parametrize("path", queries(), ids=lambda p: p.stem)


def test_the_other_dialects_are_fresh() -> None:
    assert [str(p.relative_to(ROOT)) for p in stale()] == [], "run `make sql`"


@each_query
def test_a_query_says_what_it_returns(path: Path) -> None:
    query = Query.beside(str(path.with_suffix(".py")))
    assert len(query.sentence.split()) > 4
    assert query.sentence.endswith(".")


@each_query
def test_both_texts_name_the_same_values(path: Path) -> None:
    query = Query.beside(str(path.with_suffix(".py")))
    assert query.parameters("spark") == query.parameters("duckdb")


@each_query
def test_no_name_is_reserved_anywhere(path: Path, reserved: set[str]) -> None:
    tree = parsed(path)
    names = {i.name.lower() for i in tree.find_all(exp.Identifier) if not isinstance(i.parent, exp.Placeholder | exp.Parameter)}
    assert names & reserved == set()


@each_query
def test_every_division_is_double_by_double(path: Path) -> None:
    sides = [side for division in parsed(path).find_all(exp.Div) for side in (division.this, division.expression)]
    assert [s.sql() for s in sides if not (isinstance(s, exp.Cast) and s.to.sql() == "DOUBLE")] == []


@each_query
def test_every_sum_ends_as_a_whole_number(path: Path) -> None:
    assert [s.sql() for s in parsed(path).find_all(exp.Sum) if s.find_ancestor(exp.Cast) is None] == []


@each_query
def test_nothing_that_engines_read_differently(path: Path) -> None:
    tree = parsed(path)
    shunned = (exp.Filter, exp.Qualify, exp.Array, exp.Struct, exp.List, exp.Interval, exp.Extract, exp.Star)
    found = [node.sql() for node in tree.find_all(*shunned) if not isinstance(node.parent, exp.Count)]
    assert found == []
    assert [f.sql() for f in tree.find_all(exp.Func) if f.sql_name().lower().startswith(CLOCKS)] == []


@each_query
def test_every_new_name_is_given_with_as(path: Path) -> None:
    text, tree = path.read_text(encoding="utf-8"), parsed(path)
    given = [t for t in sqlglot.tokenize(text, read="duckdb") if t.text.upper() == "AS"]
    wanted = len(list(tree.find_all(exp.Alias, exp.TableAlias))) + len(list(tree.find_all(exp.Cast)))
    assert len(given) == wanted


def test_a_spark_text_lies_beside_every_query() -> None:
    assert [p.name for p in queries() if not beside(p).exists()] == []


def test_a_query_that_changed_is_stale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tools.write_sql.DOMAIN", (tmp_path,))
    (tmp_path / "visits.sql").write_text("-- How many.\nSELECT count(*) AS n FROM activity\n", encoding="utf-8")
    (tmp_path / "orphan.spark.sql").write_text("SELECT 1", encoding="utf-8")
    assert [p.name for p in stale()] == ["orphan.spark.sql", "visits.spark.sql"]
