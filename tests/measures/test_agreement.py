"""Every measure agrees with its naive twin on random logs, zones, weeks, groups and days to look from."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regulars.measures.activity import activity
from regulars.measures.churn import churn
from regulars.measures.cohorts import cohorts
from regulars.measures.due import due
from regulars.measures.gaps import gaps
from regulars.measures.lifecycle import lifecycle
from regulars.measures.retention import retention
from regulars.measures.second_purchase import second_purchase
from tests.examples import at_most
from tests.measures import twins
from tests.measures.random_logs import GROUPS, UNITS, Drawn, everybody, logs, of_group, only

# Each example fills an engine and runs a query: some tens of them per measure find what hundreds would.
TENS = settings(max_examples=at_most(40))
FEWER = settings(max_examples=at_most(20))


def alike(table: Any, expected: list[dict[str, Any]], group: str | None = None) -> None:
    rows = everybody(table) if group is None else of_group(table, group)
    if rows or any(any(r.values()) for r in expected):
        assert only(rows, *(expected[0] if expected else ())) == expected


@TENS
@given(logs(), UNITS)
def test_retention(drawn: Drawn, unit: str) -> None:
    table = retention(drawn.facts, period=unit, by="place").table
    alike(table, twins.retention(drawn.log, unit))
    for group in {g for _, d, g in drawn.log.visits if d <= drawn.log.as_of}:
        alike(table, twins.retention(drawn.log.only(group), unit), group)


@TENS
@given(logs(), UNITS)
def test_activity(drawn: Drawn, unit: str) -> None:
    table = activity(drawn.facts, period=unit, by="place").table
    alike(table, twins.activity(drawn.log, unit))
    for group in {g for _, d, g in drawn.log.visits if d <= drawn.log.as_of}:
        alike(table, twins.activity(drawn.log.only(group), unit), group)


@TENS
@given(logs(), UNITS, st.integers(1, 50))
def test_churn(drawn: Drawn, unit: str, silence: int) -> None:
    table = churn(drawn.facts, period=unit, by="place", inactive_after_days=silence).table
    alike(table, twins.churn(drawn.log, unit, silence))
    for group in {r["group"] for r in table.to_pylist()} - {None}:
        alike(table, twins.churn(drawn.log.settled(group), unit, silence), group)


@TENS
@given(logs(), UNITS, st.integers(1, 5))
def test_lifecycle(drawn: Drawn, unit: str, lost_after: int) -> None:
    table = lifecycle(drawn.facts, period=unit, by="place", lost_after=lost_after).table
    alike(table, twins.lifecycle(drawn.log, unit, lost_after))
    for group in {r["group"] for r in table.to_pylist()} - {None}:
        alike(table, twins.lifecycle(drawn.log.settled(group), unit, lost_after), group)


@TENS
@given(logs(), st.integers(1, 5), UNITS)
def test_lifecycle_flows_add_up_to_the_base_and_groups_to_everybody(drawn: Drawn, lost_after: int, unit: str) -> None:
    table = lifecycle(drawn.facts, period=unit, by="place", lost_after=lost_after).table
    for row in table.to_pylist():
        assert row["base"] == row["base_before"] + row["new"]
        assert row["base"] == sum(row[n] for n in ("new", "retained", "resurrected", "dormant", "lost"))
    grouped = [of_group(table, g) for g in GROUPS]
    for i, row in enumerate(everybody(table)):
        assert row["lost"] == sum(rows[i]["lost"] for rows in grouped if rows)


BRACKETS = [(1, 1), (2, 4), (5, 9)]


@pytest.mark.parametrize("returned", ["on", "on_or_after", "bracket"])
@pytest.mark.parametrize("age", ["calendar", "elapsed"])
@pytest.mark.parametrize("cohort", ["first", "recurring"])
@FEWER
@given(drawn=logs(), unit=UNITS)
def test_cohorts(drawn: Drawn, unit: str, cohort: Any, age: Any, returned: Any) -> None:
    asked = {"cohort": cohort, "period": unit, "age": age, "returned": returned, "brackets": BRACKETS}
    table = cohorts(drawn.facts, by="place", last_age=200, **asked).table
    starts = [p.starts for p in drawn.facts.periods(unit)]  # type: ignore[arg-type]
    for group in {r["group"] for r in table.to_pylist()}:
        log = drawn.log if group is None else drawn.log.settled(group)
        rows = everybody(table) if group is None else of_group(table, group)
        cells = {(starts.index(r["starts"]), r["age"]): r for r in rows if r["starts"]}
        expected = twins.cohorts(log, unit, cohort, age, returned, BRACKETS, 1 + max((r["age"] for r in rows), default=0))
        names = ("customers", "eligible", "returned", "observed")
        assert {k: only([r], *names)[0] for k, r in cells.items()} == expected
        _averages([r for r in rows if not r["starts"]], list(cells.values()), age)


def _averages(averages: list[dict[str, Any]], cells: list[dict[str, Any]], age: str) -> None:
    """Weighted over the eligible who were observed to the end, and over nobody else."""
    for row in averages:
        known = [
            c for c in cells if c["age"] == row["age"] and (c["observed"] == "whole" or (age == "elapsed" and c["observed"]))
        ]
        assert row["eligible"] == sum(c["eligible"] for c in known)
        assert (row["returned"] or 0) == sum(c["returned"] for c in known)


@TENS
@given(logs(), UNITS)
def test_cohorts_add_up_to_the_base(drawn: Drawn, unit: str) -> None:
    rows = everybody(cohorts(drawn.facts, period=unit).table)
    assert sum(r["customers"] for r in rows if r["age"] == 0 and r["starts"]) == len(drawn.log.days)


@TENS
@given(logs(), st.integers(1, 20))
def test_gaps(drawn: Drawn, bin_days: int) -> None:
    result = gaps(drawn.facts, by="place", bin_days=bin_days)
    for group in {r["group"] for r in result.table.to_pylist()}:
        log = drawn.log if group is None else drawn.log.settled(group)
        found = twins.all_gaps(log)
        for row in everybody(result.table) if group is None else of_group(result.table, group):
            inside = [(n, ended) for n, ended in found if row["from_days"] <= n <= row["to_days"]]
            assert (row["closed"], row["still_open"]) == (sum(e for _, e in inside), sum(not e for _, e in inside))
            if row["ended_share"] is not None:
                assert row["ended_share"] == pytest.approx(twins.ended_by(found, row["to_days"]))


@TENS
@given(logs())
def test_second_purchase(drawn: Drawn) -> None:
    table = second_purchase(drawn.facts, by="place", within_days=[1, 5, 20, 60]).table
    for group in {r["group"] for r in table.to_pylist()}:
        found = twins.first_gaps(drawn.log if group is None else drawn.log.settled(group))
        for row in everybody(table) if group is None else of_group(table, group):
            assert row["customers"] == len(found)
            assert row["returned"] == sum(ended and n <= row["within_days"] for n, ended in found)
            assert row["at_risk"] == sum(n >= row["within_days"] for n, _ in found)
            if row["share"] is not None:
                assert row["share"] == pytest.approx(twins.ended_by(found, row["within_days"]))
                assert row["low"] - 1e-9 <= row["share"] <= row["high"] + 1e-9


@TENS
@given(logs(), st.integers(0, 30))
def test_due(drawn: Drawn, within: int) -> None:
    result = due(drawn.facts, within_days=within, by="place")
    expected = twins.due(drawn.log, within)
    listed = {r["customer_id"]: (r["status"], r["due_on"], r["usual_gap_days"]) for r in result.table.to_pylist()}
    assert listed == {c: told for c, told in expected.items() if told[0] != "not yet"}
    assert result.n == len(expected)
    assert sum(result.counts.values()) == len(drawn.log.days)
