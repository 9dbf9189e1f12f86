"""How it is said."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from regulars.understanding.kinds.crutches import CRUTCHES, KINDS
from regulars.understanding.kinds.summing import Part
from regulars.understanding.kinds.wording import (
    IF_IT_GOES,
    WHAT_TO_DO,
    WHO,
    added_up,
    headline,
    part_text,
    parts_of_100,
    said_of,
    three_of_100,
)
from tests.understanding.kinds.test_reckoning import SPRING, SUMMER, found


def test_every_hundred_add_up() -> None:
    came, earned, resting, unknown = three_of_100(found())
    assert came == 80
    assert earned + resting + unknown == came
    assert min(earned, resting, unknown) > 0


def test_the_first_sentence() -> None:
    said = headline(found(), SPRING, SUMMER)
    assert said.startswith("Of every 100 customers active in quarter 2 of 2024, 80 came back in quarter 3 of 2024 (")
    assert "At least 15 would choose you anyway, and at least 47 come for a reason that could end. For 18 we" in said
    assert said.endswith("we don’t know yet why.")


def test_unknown_says_what_is_likeliest() -> None:
    assert said_of("unknown", {"true": 0.4, "bonus": 0.35, "captive": 0.25}) == (
        "we don’t know yet why she comes; the likeliest are true (40 %) or bonus (35 %)."
    )


def test_a_range_has_no_middle() -> None:
    assert part_text(Part(None, (0.1, 0.3), (0.1, 0.3), ())) == "10 to 30"
    assert part_text(Part(0.2, (0.15, 0.25), (0.1, 0.3), ())) == "20 (10–30)"


def test_printed_parts_add_up_to_the_printed_whole() -> None:
    """26.6 + 22.4 + 20.4 + 13.4 = 82.8: each rounded by itself they would make 82, and 83 came back."""
    shares = (0.266, 0.224, 0.204, 0.134)
    parts = {str(i): Part(s, (s, s), (s, s), ()) for i, s in enumerate(shares)}
    assert list(parts_of_100(parts, 0.828).values()) == [27, 23, 20, 13]
    assert part_text(parts["1"], 23) == "23 (22–22)"
    assert parts_of_100({**parts, "1": Part(None, (0.1, 0.3), (0.1, 0.3), ())}, 0.828)["0"] is None


@given(st.lists(st.floats(0, 30), min_size=1, max_size=6))
def test_nothing_moves_by_more_than_one(numbers: list[float]) -> None:
    found = added_up(numbers, round(sum(numbers)))
    assert sum(found) == round(sum(numbers))
    assert all(abs(a - b) < 1 + 1e-6 for a, b in zip(numbers, found, strict=True))


def test_every_kind_has_words_and_something_to_do() -> None:
    assert set(WHO) == set(WHAT_TO_DO) == {*KINDS, "unknown"}
    assert set(IF_IT_GOES) == set(CRUTCHES)
    assert "never raise prices" in WHAT_TO_DO["captive"]
    assert "by lot" in WHAT_TO_DO["bonus"]
