"""How long until something happens: the rows and the median of a curve."""

from __future__ import annotations

from regulars.measures.result import Definition
from regulars.measures.waiting import at_horizon, curve_of, drawn_rows, median_days, median_row, observed
from regulars.settings import Settings
from regulars.words import Estimate, NotEnough

ONE = Settings(minimum_n=1)
MEANS = Definition("time", 1, "how long it takes", "never", "log-log", "none")
# Of four, one is done on day 1 and one on day 3; the third was last seen on day 2, the fourth on day 5.
ROWS = [
    {"days": 1, "done": 1, "open": 0}, {"days": 2, "done": 0, "open": 1}, {"days": 3, "done": 1, "open": 0},
    {"days": 5, "done": 0, "open": 1},
]  # fmt: skip
CURVE = curve_of(ROWS, "days", "done", "open", 6, 0.95)


def test_those_last_seen_count_as_far_as_seen() -> None:
    assert observed(CURVE) == 4
    assert [round(s, 3) for s in CURVE.share.tolist()] == [0.0, 0.25, 0.25, 0.625, 0.625, 0.625]
    told = at_horizon(CURVE, 3, ONE)
    assert (told["happened"], told["at_risk"], told["share"], told["enough"]) == (2, 2, 0.625, True)


def test_what_is_left_is_the_other_side_of_the_same_interval() -> None:
    done, left = at_horizon(CURVE, 3, ONE), at_horizon(CURVE, 3, ONE, left=True)
    assert (left["share"], left["low"], left["high"]) == (0.375, 1 - done["high"], 1 - done["low"])


def test_too_few_are_no_share_and_no_picture() -> None:
    told = at_horizon(CURVE, 3, Settings(minimum_n=30))
    assert (told["share"], told["low"], told["high"], told["enough"]) == (None, None, None, False)
    assert drawn_rows(CURVE, Settings(minimum_n=30)) == []
    assert median_row(CURVE, Settings(minimum_n=30)) == dict.fromkeys(("median_days", "median_low_days", "median_high_days"))


def test_the_median_is_the_day_by_which_half_are_done() -> None:
    figure = median_days(CURVE, MEANS, ONE, "fewer than half are done")
    assert isinstance(figure, Estimate)
    assert (figure.value, figure.unit, figure.definition) == (3.0, "days", "time/1#median_days")


def test_where_fewer_than_half_are_done_there_is_no_median() -> None:
    curve = curve_of(ROWS[:2], "days", "done", "open", 4, 0.95)
    assert median_days(curve_of([{"days": 2, "done": 0, "open": 3}], "days", "done", "open", 4, 0.95), MEANS, ONE, "why") == (
        NotEnough(0, 2, "time/1#median_days", "why")
    )
    assert observed(curve) == 2


def test_the_picture_stops_where_too_few_are_watched() -> None:
    # From day 3 on the curve is as sure as some two people wholly seen would make it.
    assert [r["days"] for r in drawn_rows(CURVE, Settings(minimum_n=2))] == [0, 1, 2, 3, 4, 5]
    assert [r["days"] for r in drawn_rows(CURVE, Settings(minimum_n=3))] == [0, 1, 2]
