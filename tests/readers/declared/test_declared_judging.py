"""The first thing that is wrong with a row, in a fixed order."""

from __future__ import annotations

from datetime import datetime

from regulars.engines.duckdb import DuckDBEngine
from regulars.facts.scales import Scale
from regulars.readers.declared.judging import code, problems
from regulars.readers.declared.ways import Question, Ways
from regulars.readers.rows.date_forms import DateForm
from regulars.readers.rows.number_forms import NumberForm
from tests.readers.declared.told import cells, told


def test_every_problem_points_at_a_column_of_the_file() -> None:
    with DuckDBEngine(threads=1) as engine:
        found = cells(engine, "customer,date,How was it?\nC1,2024-03-05,4\n")
        asked = Question("How was it?", "How was it?", "score", Scale(1, 5))
        ways = Ways({"occurred": DateForm("text", "ymd")}, NumberForm("dot"), 2026, "EUR", "", (asked,))
        listed = problems(found, ways)
        assert [(p.reason, p.column) for p in listed] == [
            ("second_header", "date"), ("bad_date", "date"), ("empty_field", "survey"), ("bad_number", "How was it?"),
            ("off_scale", "How was it?"),
        ]  # fmt: skip
        assert code(found, ways).count("WHEN") >= 4


def test_an_end_may_lie_in_the_future_and_a_fact_may_not() -> None:
    rows = "S1,C1,2024-03-05,started,2061-01-01\nS2,C1,2061-01-01,started,\n"
    read = told(f"contract id,customer,date,event,ends at\n{rows}")
    assert read.column("commitments", "ends_at") == [datetime(2061, 1, 1, 23, 59, 59)]
    assert [(r, reason) for _, r, _, _, reason in read.quarantine] == [(2, "bad_date")]


def test_of_several_things_the_first_is_told() -> None:
    read = told("case id,customer,date,event,amount\n1,C1,2024-99-05,danced,much\n2,C1,2024-03-05,opened,\n")
    assert [(r, reason) for _, r, _, _, reason in read.quarantine] == [(1, "bad_date")]
