"""The way to the second purchase, as a curve that climbs in steps."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from regulars.pictures.curve import curve
from tests.pictures.drawn import classes, parsed, texts

HALF = "Half of all customers came back within 83 days."


def test_a_year_of_days_is_a_climbing_curve_with_its_median_named() -> None:
    share = [1 - math.exp(-d / 120) for d in range(366)]
    picture = curve(
        range(366), share, low=[max(0, s - 0.02) for s in share], high=[s + 0.02 for s in share],
        title="Second purchase", sentence=HALF, mark=(83, 0.5, "half by day 83"),
    )  # fmt: skip
    assert {"0", "60", "360", "days", "half by day 83"} <= set(texts(picture.svg))
    assert classes(picture.svg, "mark") == classes(picture.svg, "band") == classes(picture.svg, "trace") == 1
    assert picture.rows[0] == {"days": 0, "share": 0.0, "low": 0, "high": 0.02}
    assert len(picture.svg) < 16_000


def test_anna_alone_came_back_on_day_three() -> None:
    picture = curve([0, 3], [0.0, 1.0], title="Second purchase", sentence="Anna came back on day 3.")
    trace = next(e for e in parsed(picture.svg).iter() if e.get("class") == "trace")
    assert trace.get("d") == "M0,1000l1000,0 0,-1000", "level until day 3, then up"


def test_a_curve_of_one_point_is_drawn() -> None:
    picture = curve([0], [0.0], title="Second purchase", sentence="Nobody came back.")
    parsed(picture.svg)
    assert len(picture.rows) == 1


@given(st.lists(st.floats(0, 1), min_size=1, max_size=200), st.sampled_from(["days", "orders"]))
def test_any_curve_can_be_drawn(climbs: list[float], unit: str) -> None:
    total = sum(climbs) or 1.0
    share = [sum(climbs[: i + 1]) / total for i in range(len(climbs))]
    picture = curve([i * 1.5 for i in range(len(climbs))], share, at_unit=unit, title="Curve", sentence=HALF)
    parsed(picture.svg)
    assert len(picture.rows) == len(climbs)
