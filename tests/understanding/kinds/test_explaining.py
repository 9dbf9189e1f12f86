"""One customer in words."""

from __future__ import annotations

import numpy as np

from regulars.understanding.evidence.evidence import Column
from regulars.understanding.evidence.indicators import INDICATORS
from regulars.understanding.kinds.explaining import Explanation, fact_of, facts_of
from tests.understanding.kinds.test_learning import evidence


def promotion(z: float = 1.5, s: float = 0.2) -> Column:
    """Anna: 11 of 14 on promotion, where customers like her show 47 %."""
    raw, expected, place, doubt = (np.array([v, 0.0]) for v in (11 / 14, 0.47, z, s))
    return Column(INDICATORS["promotion_share"], raw, expected, place, doubt, np.array([14, 0]))


def test_a_fact_stands_against_customers_like_her() -> None:
    said = fact_of(promotion(), 0)
    assert "79 %" in said
    assert "(seen 14 times); customers like her 47 %" in said
    assert said.endswith("; speaks for rewards")


def test_less_speaks_against_and_amounts_without_a_share_say_more_or_less() -> None:
    raw, expected, place, doubt = (np.array([v]) for v in (0.1, 0.5, -1.0, 0.1))
    breadth = Column(INDICATORS["breadth"], raw, expected, place, doubt, np.array([9]))
    assert fact_of(breadth, 0).endswith(": less than customers like her (seen 9 times); speaks against attachment")


def test_what_weighs_little_is_not_told() -> None:
    assert facts_of(evidence(promotion()), 0, {"promotion_share": 0.5}) != ()
    assert facts_of(evidence(promotion(z=0.1)), 0, {"promotion_share": 0.5}) == ()
    assert facts_of(evidence(promotion()), 1, {"promotion_share": 0.5}) == (), "nothing observed, nothing told"
    assert facts_of(evidence(promotion()), 0, {}) == (), "its axis failed its test"


def test_it_can_be_read_aloud() -> None:
    told = Explanation("Anna", "bonus", "comes for the rewards (70 % likely).", ("a fact",), {}, {}, ("named bonus",))
    assert str(told) == "Anna: comes for the rewards (70 % likely).\n  said: named bonus\n  a fact"
