"""Two businesses from their files to their numbers, worked by hand: a box by subscription, and a café with a survey."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import regulars as rg
from regulars.facts.log import Facts

# Anna upgrades in February; Ben's card fails in March and he is won back in May; Cleo gives up at the end of the term she
# paid for; Dan pays for a year at once; Eva comes and goes within April; Fay's first known step is a renewal.
SUBSCRIPTIONS = """\
commitment_id,customer_id,occurred_at,form,event,amount,currency,billing_period,auto_renew,ends_at
S1,Anna,2024-01-05,subscription,started,20.00,EUR,month,true,
S2,Ben,2024-01-08,subscription,started,20.00,EUR,month,true,
S3,Cleo,2024-01-10,subscription,started,20.00,EUR,month,true,
S4,Dan,2024-01-15,subscription,started,180.00,EUR,year,true,
S1,Anna,2024-02-05,subscription,renewed,30.00,EUR,month,true,
S2,Ben,2024-03-08,subscription,ended,,,,,
S3,Cleo,2024-03-20,subscription,cancelled,,,,,2024-04-10
S5,Eva,2024-04-03,subscription,started,20.00,EUR,month,true,
S5,Eva,2024-04-25,subscription,cancelled,,,,,
S6,Ben,2024-05-02,subscription,started,20.00,EUR,month,true,
S7,Fay,2024-05-10,subscription,renewed,10.00,EUR,week,true,
"""


@pytest.fixture
def boxes(tmp_path: Path) -> Facts:
    (tmp_path / "boxes.csv").write_text(SUBSCRIPTIONS)
    return rg.read(tmp_path / "boxes.csv", minimum_n=1, as_of=date(2024, 5, 31))


def test_what_the_boxes_bring_each_month(boxes: Facts) -> None:
    table = rg.revenue_retention(boxes).table.to_pylist()
    names = ("before", "new", "reactivated", "expansion", "contraction", "churned", "after")
    # 20 + 20 + 20 + 15 (a twelfth of 180), and Fay's 10.00 a week as 43.48 a month since the log began: 118.48.
    assert [[r[f"{n}_minor"] for n in names] for r in table] == [
        [11848, 0, 0, 1000, 0, 0, 12848],
        [12848, 0, 0, 0, 0, -2000, 10848],
        [10848, 0, 0, 0, 0, -2000, 8848],
        [8848, 0, 2000, 0, 0, 0, 10848],
    ]
    assert [r["customers_kept"] for r in table] == [5, 4, 3, 3]
    assert table[1]["gross_share"] == pytest.approx(10848.125 / 12848.125)


def test_who_left_the_boxes_and_how(boxes: Facts) -> None:
    result = rg.contract_churn(boxes)
    names = ("running_before", "churned", "cancelled", "failed", "newcomers", "won_back", "begun_and_ended", "running_after")
    assert [[r[n] for n in names] for r in result.table.to_pylist()] == [
        [5, 0, 0, 0, 0, 0, 0, 5],
        [5, 1, 0, 1, 0, 0, 0, 4],
        [4, 1, 1, 0, 1, 0, 1, 3],
        [3, 0, 0, 0, 0, 1, 0, 4],
    ]
    assert result.settings["rule"].endswith("since the log's first day (1 of them)")


def test_how_long_the_boxes_last(boxes: Facts) -> None:
    result = rg.contract_survival(boxes, after_days=(60, 61, 92))
    # Ben ran 61 days (8 January to 8 March), Cleo 92 (10 January to 10 April), Eva 23; Fay's beginning is not known.
    assert [(r["spells"], r["ended"]) for r in result.table.to_pylist()] == [(6, 1), (6, 2), (6, 3)]
    assert result.counts["won_back"] == 1


ORDERS = """\
order_id,customer_id,date,amount
1,Anna,2024-03-01,4.50
2,Ben,2024-03-01,4.50
3,Cleo,2024-03-02,4.50
4,Anna,2024-03-20,4.50
5,Cleo,2024-04-02,4.50
6,Dan,2024-09-01,4.50
"""
SURVEY = """\
response_id,customer_id,occurred_at,survey,question,score,scale_min,scale_max
R1,Anna,2024-03-10,spring,recommend,9,0,10
R1,Anna,2024-03-10,spring,satisfaction,5,1,5
R2,Ben,2024-03-11,spring,recommend,4,0,10
R2,Ben,2024-03-11,spring,satisfaction,2,1,5
R3,,2024-03-12,spring,recommend,8,0,10
R4,Cleo,2024-03-12,spring,recommend,3,1,5
R5,Anna,2024-03-25,spring,recommend,6,0,10
"""
COMPLAINTS = """\
case_id,customer_id,occurred_at,event,topic
K1,Ben,2024-03-05,opened,cold coffee
K1,Ben,2024-03-08,resolved,
K2,Cleo,2024-03-06,opened,slow
K2,Cleo,2024-03-06,resolved,
K2,Cleo,2024-03-09,reopened,
"""


@pytest.fixture
def cafe(tmp_path: Path) -> Facts:
    for name, text in (("orders.csv", ORDERS), ("survey.csv", SURVEY), ("complaints.csv", COMPLAINTS)):
        (tmp_path / name).write_text(text)
    files = [tmp_path / name for name in ("orders.csv", "survey.csv", "complaints.csv")]
    return rg.read(*files, currency="EUR", minimum_n=1)


def test_what_the_cafes_guests_answered(cafe: Facts) -> None:
    result = rg.promoters(cafe)
    # Anna's later 6 replaces her 9; Cleo answered from 1 to 5, which is no such score.
    assert result.counts == {"promoters": 0, "passives": 1, "detractors": 2}
    assert result.latest.require().value == pytest.approx(-200 / 3)
    top = rg.satisfaction(cafe)
    assert top.latest.require().value == 0.5
    back = rg.return_by_score(cafe, within_days=30).table.to_pylist()
    assert [(r["score"], r["customers"], r["returned"]) for r in back] == [(2.0, 1, 0), (5.0, 1, 1)]


def test_what_became_of_the_cafes_complaints(cafe: Facts) -> None:
    result = rg.complaints(cafe, return_within_days=60)
    assert result.counts == {"complaints": 2, "resolved": 2, "still_open": 0}
    assert result.figures["reopened"].require().value == 0.5
    # Of the two who complained Cleo came back; of the others Anna, who bought in March, did.
    assert (result.figures["came_back"].require().value, result.figures["others_came_back"].require().value) == (0.5, 1.0)


def test_the_cafes_report_has_a_chapter_for_each(cafe: Facts) -> None:
    text = rg.report(cafe, format="md")
    for title in ("Who would recommend you", "Very satisfied", "Satisfaction, and coming back", "Complaints"):
        assert f"## {title}" in text
