"""Every measure, asked of DuckDB and of a Spark cluster about the same logs: the same answer, twice.

Measures and queries are found, not listed: a new one is asked here as soon as it is there.
"""

from __future__ import annotations

import inspect
import json
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

pytest.importorskip("pyspark", reason="no pyspark: make spark")
from pyspark.sql import SparkSession

import regulars as rg
import regulars.measures
from regulars.engines.duckdb import DuckDBEngine
from regulars.engines.spark.engine import SparkEngine
from regulars.errors import RegularsError
from regulars.facts.engine import Engine, Value
from regulars.facts.log import Facts
from regulars.facts.query import Query
from regulars.measures.lifetime.catching_up import caught_up, known_from
from regulars.understanding.evidence.gathering import evidence
from regulars.understanding.kinds.assumptions import Experiment
from regulars.understanding.kinds.crutches import CRUTCHES
from regulars.understanding.kinds.experiments import lot_of
from regulars.understanding.kinds.struck import struck
from regulars.understanding.kinds.survey_axes import survey_axes
from regulars.understanding.verdict.contract_shocks import contract_panel
from regulars.understanding.verdict.halves import halves_of
from regulars.understanding.verdict.weeks_bought import weeks_bought
from tests.engines.spark.alike import differences, in_order
from tests.engines.spark.logs import Log, all_logs
from tools.write_sql import queries

pytestmark = pytest.mark.spark
LOGS = ("clocks", "busy")
# Asked of the largest log besides the plain call, each the only way to one of the queries.
FURTHER: dict[str, list[dict[str, Any]]] = {
    "cohorts": [
        {"age": "elapsed"},
        {"cohort": "recurring"},
        {"cohort": "recurring", "age": "elapsed"},
        {"returned": "on_or_after"},
        {"returned": "bracket"},
        {"by": "place"},
    ],
    "retention": [{"by": "home_shop"}],
    "activity": [{"by": "north"}],
    "lifecycle": [{"by": "channel"}],
    "second_purchase": [{"by": "place"}],
    "promoters": [{"by": "home_shop"}, {"by": "north"}],
}
PLAINLY: dict[str, dict[str, Any]] = {"backtest": {"models": ("bg_nbd",)}, "verdict": {"draws": 9}}
ONLY_IN = {
    "value": ("busy",),
    "backtest": ("busy",),
    "late_facts": ("busy",),
    "contract_shocks": ("busy",),
    "drawn_by_lot": ("busy",),
    "struck_places": ("busy",),
    "survey": ("busy",),
    "kinds": ("busy",),
    "verdict": ("grocer",),  # on the busy log it asks what kinds asks there, of other days
    "evidence": ("till",),
}
# These fit models or ask very much, which takes seconds.
NOT_ASKED = {"report": "asked of a workspace, in test_outgrow.py", "report_tables": "the same"}
_EMBEDDED_ALONE = "of the embedded engine alone, which keeps answers: tests/facts/test_touched.py"
ASKED_OTHERWISE = {
    "takings": "of a workspace, in test_outgrow.py",
    **dict.fromkeys(("activity_touched", "arrived_customers", "purchases_then", "replaced_customers"), _EMBEDDED_ALONE),
}


def measures() -> dict[str, Callable[..., Any]]:
    """Every public function over facts, and every module of a measure whose function bears its name."""
    found = {
        "evidence": evidence,
        "late_facts": late_facts,
        "contract_shocks": contract_shocks,
        "struck_places": struck_places,
        "drawn_by_lot": drawn_by_lot,
        "survey": survey,
        **{name: getattr(rg, name) for name in rg.__all__},
    }
    for module in pkgutil.walk_packages(regulars.measures.__path__, "regulars.measures."):
        name = module.name.rpartition(".")[2]
        loaded = import_module(module.name)
        if hasattr(loaded, "DEFINITION") and hasattr(loaded, name):
            found[name] = getattr(loaded, name)
    return {name: f for name, f in sorted(found.items()) if inspect.isfunction(f) and _over_facts(f) and name not in NOT_ASKED}


def late_facts(facts: Facts) -> Any:
    """What is known of customers, two of them asked for again."""
    known = known_from(facts)
    nothing = pa.table({"customer_id": pa.array([], pa.string()), "day_number": [], "amount_minor": []})
    arrived = nothing.cast(pa.schema([("customer_id", pa.string()), ("day_number", pa.int32()), ("amount_minor", pa.int64())]))
    return caught_up(known, facts, arrived, ["C-000", "C-017"]).customers.sort_by("customer_id")


def contract_shocks(facts: Facts) -> Any:
    """What the verdict asks of contracts, which the grocer has none of."""
    bought = weeks_bought(facts, pa.array([f"C-{n:03d}" for n in range(240)]), halves_of(facts))
    return contract_panel(facts, bought)


def struck_places(facts: Facts) -> Any:
    """At whose place a crutch was taken away; some of each, or the query is not asked."""
    there = struck(facts, evidence(facts), CRUTCHES)
    assert there.any()
    assert not there.all()
    return there.tolist()


def drawn_by_lot(facts: Facts) -> Any:
    """Who was drawn into the arms of an experiment; of one day, in any order."""
    lot = lot_of(facts, Experiment("north", "control", "treatment"))
    return sorted(zip(lot.customers.to_pylist(), lot.week.tolist(), lot.withheld.tolist(), lot.chance.tolist(), strict=True))


def survey(facts: Facts) -> Any:
    """Two questions as if they spoke of attachment and of ties."""
    return survey_axes(facts, {"attitude": ["recommend"], "constraint": ["-satisfied"]})


def _over_facts(function: Callable[..., Any]) -> bool:
    parameters = list(inspect.signature(function).parameters.values())
    return bool(parameters) and parameters[0].annotation == "Facts"


def cases() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for name in measures():
        yield from ((log, name, PLAINLY.get(name, {})) for log in ONLY_IN.get(name, LOGS))
        yield from (("busy", name, how) for how in FURTHER.get(name, []))


class Remembering:
    """An engine that remembers what was answered, and that may ask each query twice, at the same time."""

    def __init__(self, engine: Engine, second: ThreadPoolExecutor | None = None) -> None:
        self.engine, self.second, self.answers = engine, second, list[tuple[str, pa.Table]]()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.engine, name)

    def run(self, query: Query, parameters: Mapping[str, Value] | None = None) -> pa.Table:
        new = query.name not in {name for name, _ in self.answers}
        again = self.second.submit(self.engine.run, query, parameters) if self.second and new else None
        first = self.engine.run(query, parameters)
        if again:
            different = list(differences(in_order(first), in_order(again.result()), query.name))
            assert different == [], "it answers one thing and then another"
        self.answers.append((query.name, first))
        return first


class Both:
    """One log on both engines. Spark compiles the queries of one log, and is asked each twice, at once, of another."""

    def __init__(self, log: Log, session: SparkSession, second: ThreadPoolExecutor) -> None:
        self.duckdb = Remembering(DuckDBEngine(threads=1))
        spark = SparkEngine(session)
        if log.name == "clocks":
            spark.session.conf.set("spark.sql.codegen.factoryMode", "FALLBACK")  # as it is where nobody says otherwise
        self.spark = Remembering(spark, second if log.name == "busy" else None)
        self.facts: tuple[Facts, Facts] = (log.on(self.duckdb), log.on(self.spark))

    def ask(self, name: str, how: Mapping[str, Any]) -> tuple[Any, Any]:
        """The two answers; an error is an answer, too."""
        return tuple(_answer(measures()[name], facts, how) for facts in self.facts)


def _answer(measure: Callable[..., Any], facts: Facts, how: Mapping[str, Any]) -> Any:
    try:
        return measure(facts, **how)
    except RegularsError as e:
        return str(e)


@pytest.fixture(scope="module")
def both(session: SparkSession, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Both]]:
    folder: Path = tmp_path_factory.mktemp("logs")
    with ThreadPoolExecutor(1) as second:
        yield {log.name: Both(log, session, second) for log in all_logs(folder)}


@pytest.mark.parametrize(("log", "name", "how"), list(cases()), ids=lambda v: json.dumps(v) if isinstance(v, dict) else v)
def test_a_measure_is_the_same_on_both(both: dict[str, Both], log: str, name: str, how: dict[str, Any]) -> None:
    one, other = both[log].ask(name, how)
    assert list(differences(one, other)) == []


@pytest.mark.parametrize("log", [*LOGS, "grocer", "till"])
def test_each_query_answered_the_same_on_both(both: dict[str, Both], log: str) -> None:
    """Run last: over all that the measures asked."""
    pairs = list(zip(both[log].duckdb.answers, both[log].spark.answers, strict=True))
    assert pairs
    for (name, one), (other_name, other) in pairs:
        assert name == other_name
        assert sorted(one.column_names) == sorted(other.column_names), name
        assert list(differences(in_order(one), in_order(other), name)) == []


def test_every_query_was_asked(both: dict[str, Both]) -> None:
    asked = {part for b in both.values() for name, _ in b.spark.answers for part in name.split(" over ")}
    missing = {path.stem for path in queries()} - asked
    assert missing == set(ASKED_OTHERWISE), "no measure asked these of Spark: give FURTHER the call that does"
