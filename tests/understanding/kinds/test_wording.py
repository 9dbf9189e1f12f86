"""How it is said."""

from __future__ import annotations

from regulars.understanding.kinds.crutches import CRUTCHES, KINDS
from regulars.understanding.kinds.summing import Identified, Part
from regulars.understanding.kinds.wording import (
    IF_IT_GOES,
    WHAT_TO_DO,
    WHO,
    headline,
    part_text,
    said_of,
    sources,
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
    assert "At least 16 would choose you anyway, and at least 48 come for a reason that could end. For 16 we" in said
    assert said.endswith("we don’t know yet why.")


def test_unknown_says_what_is_likeliest() -> None:
    assert said_of("unknown", {"true": 0.4, "bonus": 0.35, "captive": 0.25}) == (
        "we don’t know yet why she comes; the likeliest are true (40 %) or bonus (35 %)."
    )


def test_a_range_has_no_middle() -> None:
    assert part_text(Part(None, (0.1, 0.3), (0.1, 0.3), ())) == "10 to 30"
    assert part_text(Part(0.2, (0.15, 0.25), (0.1, 0.3), ())) == "20 (10–30)"


def test_every_value_names_its_source() -> None:
    said = sources(Identified((True, False, True)), 0.1)
    assert said["bonus+convenience+captive"] == "observed: who came back"
    assert said["convenience+captive"].startswith("stated answers")
    assert said["bonus+captive"] == "nothing asked identifies convenience: a range"
    assert "assumption" in said["convenience"]


def test_every_kind_has_words_and_something_to_do() -> None:
    assert set(WHO) == set(WHAT_TO_DO) == {*KINDS, "unknown"}
    assert set(IF_IT_GOES) == set(CRUTCHES)
    assert "never raise prices" in WHAT_TO_DO["captive"]
    assert "by lot" in WHAT_TO_DO["bonus"]
