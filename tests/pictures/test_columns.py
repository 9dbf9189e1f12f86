"""Columns side by side, a pair for each group."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from regulars.pictures.columns import columns
from tests.pictures.drawn import SVG, classes, parsed, texts, tips

TOLD = "Two came, three were expected."


def test_came_beside_expected_with_an_interval() -> None:
    picture = columns(
        ["0", "1+"], {"came": [2, 4], "expected": [3, 4]}, title="By repeats", sentence=TOLD,
        low=[1, None], high=[5, None], below_them="repeats before",
    )  # fmt: skip
    assert texts(picture.svg)[:2] == ["came", "expected"]
    assert texts(picture.svg)[-3:] == ["0", "1+", "repeats before"]
    assert tips(picture.svg)[:2] == ["0: 2 came", "0: 3 expected"]
    assert classes(picture.svg, "doubt") == 1, "a group without an interval has no stroke"
    assert picture.rows[1] == {"group": "1+", "came": 4, "expected": 4}


def test_columns_of_a_pair_do_not_touch_the_next() -> None:
    picture = columns(["a", "b"], {"came": [1, 1], "expected": [1, 1]}, title="By repeats", sentence=TOLD)
    bars = [e for e in parsed(picture.svg).iter(f"{SVG}rect") if e.get("height", "").endswith("%")]
    edges = [(float((b.get("x") or "")[:-1]), float((b.get("width") or "")[:-1])) for b in bars]
    assert all(x + width < following for (x, width), (following, _) in pairwise(edges))


def test_one_series_needs_no_key() -> None:
    picture = columns(["a"], {"EUR expected": [12.0]}, title="Value", sentence=TOLD, unit="EUR")
    assert "EUR expected" not in texts(picture.svg)
    assert tips(picture.svg) == ["a: 12 EUR expected"]


@given(st.lists(st.one_of(st.none(), st.floats(0, 1e9)), min_size=1, max_size=12))
def test_any_values_can_be_drawn(values: list[float | None]) -> None:
    names = [f"g{i}" for i in range(len(values))]
    picture = columns(names, {"came": values, "expected": values}, title="t", sentence=TOLD, low=values, high=values)
    told = [tip.partition(":")[0] for tip in tips(picture.svg)]
    assert told == [name for name, value in zip(names, values, strict=True) if value is not None for _ in range(2)]
    edges = [float(e.get("height", "0%")[:-1]) for e in parsed(picture.svg).iter(f"{SVG}rect") if "%" in e.get("height", "")]
    assert all(0 <= edge <= 100 for edge in edges), "a column stays within its picture"
