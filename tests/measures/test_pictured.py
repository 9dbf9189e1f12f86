"""Pictures of measures over facts beside purchases."""

from __future__ import annotations

from datetime import date

from regulars.measures.pictured import along, over_periods, side_by_side

NAMES = ("share", "low", "high")
MONTHS = [
    {"starts": date(2024, m, 1), "ends": date(2024, m, 28), "complete": m < 3, "share": s, "low": s, "high": s}
    for m, s in ((1, 0.4), (2, 0.5), (3, 0.6))
]


def test_a_rate_over_periods_carries_its_rows_and_its_sentence() -> None:
    picture = over_periods(MONTHS, NAMES, period="month", title="Rate", sentence="It went up.")
    assert picture is not None
    assert [r["share"] for r in picture.rows] == [0.4, 0.5, 0.6]
    assert picture.sentence == "It went up."
    assert "March" in picture.svg


def test_where_nothing_is_known_nothing_is_drawn() -> None:
    assert over_periods([{**MONTHS[0], "share": None}], NAMES, period="month", title="Rate", sentence="") is None
    assert along([{"days": 1, "share": 0.1, "low": 0.0, "high": 0.2}], "days", NAMES, title="Curve", sentence="") is None


def test_a_curve_leaves_out_what_is_not_known_and_keeps_it_among_its_rows() -> None:
    rows = [{"score": s, "share": v, "low": v, "high": v} for s, v in ((0, None), (5, 0.4), (10, 0.8))]
    picture = along(rows, "score", NAMES, title="Curve", sentence="Up.", at_unit="score")
    assert picture is not None
    assert len(picture.rows) == 3


def test_scores_stand_side_by_side_and_the_unknown_stay_empty() -> None:
    rows = [{"score": s, "share": v, "low": v, "high": v} for s, v in ((4.0, None), (5.0, 0.4))]
    picture = side_by_side(rows, "score", NAMES, title="By score", sentence="Up.")
    assert picture is not None
    assert ">5<" in picture.svg
    assert side_by_side(rows[:1], "score", NAMES, title="By score", sentence="") is None
