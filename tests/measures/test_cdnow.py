"""CDNOW's known answers: 23,570 customers of a record shop, January 1997 to June 1998.

The log comes inside the package ``lifetimes`` (MIT); the January cohort and the monthly pairs are
well known, the other figures were counted by hand from it.
"""

from __future__ import annotations

from datetime import date, datetime
from importlib.util import find_spec
from pathlib import Path
from zoneinfo import ZoneInfo

import pyarrow.compute as pc
import pytest

from regulars.facts.log import Facts
from regulars.measures.activity import activity
from regulars.measures.churn import churn
from regulars.measures.cohorts import cohorts
from regulars.measures.due import due
from regulars.measures.gaps import gaps
from regulars.measures.lifecycle import lifecycle
from regulars.measures.result import Result
from regulars.measures.retention import retention
from regulars.measures.second_purchase import second_purchase
from regulars.settings import Settings
from regulars.words import Estimate, NotEnough
from tests.stories import facts_of, purchase


@pytest.fixture(scope="module")
def cdnow() -> Facts:
    found = find_spec("lifetimes")  # found, not imported: only its file is wanted
    assert found
    assert found.origin
    text = (Path(found.origin).parent / "datasets" / "CDNOW_master.txt").read_text(encoding="ascii")
    rows = [line.split() for line in text.splitlines()[1:] if line.strip()]
    zone = ZoneInfo("UTC")
    purchases = [
        purchase(i, customer, datetime.strptime(day, "%Y%m%d").date(), zone) for i, (customer, day, _, _) in enumerate(rows)
    ]
    return facts_of(purchases, [], Settings(currency="USD"))


def month(result: Result, starts: date) -> dict[str, object]:
    (row,) = result.table.filter(pc.equal(result.table["starts"], starts)).to_pylist()
    return dict(row)


@pytest.mark.parametrize(
    ("starts", "retained", "before"),
    [
        (date(1997, 5, 1), 852, 2822),
        (date(1997, 6, 1), 747, 2214),
        (date(1997, 7, 1), 746, 2339),
        (date(1997, 8, 1), 604, 2180),
    ],
)
def test_known_pairs(cdnow: Facts, starts: date, retained: int, before: int) -> None:
    row = month(retention(cdnow), starts)
    assert (row["retained"], row["active_before"]) == (retained, before)
    assert row["retention_rate"] == pytest.approx(retained / before)


def test_june_1997_is_33_7_percent(cdnow: Facts) -> None:
    row = month(retention(cdnow), date(1997, 6, 1))
    assert [round(float(str(row[n])), 3) for n in ("retention_rate", "low", "high")] == [0.337, 0.318, 0.357]


@pytest.mark.parametrize("cohort", ["first", "recurring"])
def test_the_january_cohort(cdnow: Facts, cohort: str) -> None:
    table = cohorts(cdnow, cohort=cohort).table  # type: ignore[arg-type]
    january = table.filter(pc.equal(table["starts"], date(1997, 1, 1))).column("returned").to_pylist()
    assert january[:12] == [7846, 1157, 964, 810, 679, 736, 720, 582, 559, 594, 673, 634]


def test_all_customers_joined_in_the_first_quarter(cdnow: Facts) -> None:
    result = cohorts(cdnow)
    sizes = {r["starts"]: r["customers"] for r in result.table.to_pylist() if r["starts"]}
    assert sizes == {date(1997, 1, 1): 7846, date(1997, 2, 1): 8476, date(1997, 3, 1): 7248}
    assert result.n == 23570
    assert result.reading == (
        "Of 7,248 customers first seen in March 1997, 14 % (13–15 %) bought again a month later; of the 23,570 of all 3 months"
        " together, 15 % (14–15 %)."
    )
    month_later = [r for r in result.table.to_pylist() if r["age"] == 1]
    together = next(r for r in month_later if r["starts"] is None)
    assert together["eligible"] == 23570
    assert together["returned"] == sum(r["returned"] for r in month_later if r["starts"]), "what the reading adds up"


def test_repurchase(cdnow: Facts) -> None:
    result = second_purchase(cdnow)
    assert result.counts == {"customers": 23570, "returned": 11516}
    rate = result.figures["repurchase_rate"]
    assert isinstance(rate, Estimate)
    assert rate.value == pytest.approx(11516 / 23570)
    assert isinstance(result.figures["median_days"], NotEnough)
    # Nobody is censored before day 462, so within a year the share is a plain count.
    year = next(r for r in result.table.to_pylist() if r["within_days"] == 365)
    assert year["share"] == pytest.approx(year["returned"] / 23570)


def test_activity_and_lifecycle_agree(cdnow: Facts) -> None:
    june = month(lifecycle(cdnow), date(1998, 6, 1))
    assert [june[n] for n in ("new", "retained", "resurrected", "base")] == [0, 446, 1060, 23570]
    assert month(activity(cdnow), date(1998, 6, 1))["active"] == 446 + 1060


def test_gaps_churn_and_due(cdnow: Facts) -> None:
    found = gaps(cdnow)
    assert found.counts == {"closed": 67591 - 23570, "still_open": 23570}  # 67,591 customer-days
    assert isinstance(found.latest, Estimate)
    assert found.latest.value == 94
    assert churn(cdnow).settings["inactive_after_days"] == 162
    assert due(cdnow).n == 7476
