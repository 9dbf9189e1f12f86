"""One customer, with a band."""

from __future__ import annotations

from dataclasses import replace

import pytest

from regulars.understanding.kinds.explained import bands, explained, unasked
from regulars.understanding.kinds.persistence import ALONE
from tests.understanding.kinds.test_explaining import promotion
from tests.understanding.kinds.test_learning import evidence
from tests.understanding.kinds.village import ANSWERED, HELD, learned

TOLD = {"kind": "bonus", "chances": {"bonus": 0.7, "true": 0.3}, "said": None, "level": 0.9}


def test_her_chance_of_staying_lies_within_its_band() -> None:
    for row in (0, ANSWERED + 1):
        found, stays = bands(learned(), row, HELD, 0.9), learned().known.persists[row, list(ALONE)]
        assert all(low <= s <= high for s, (low, high) in zip(stays, found.values(), strict=True))
    assert list(found) == ["bonus", "convenience", "captive"]


def test_who_did_not_answer_has_the_wider_band() -> None:
    low, high = bands(learned(), ANSWERED + 1, HELD, 0.9)["bonus"]
    alike = bands(learned(), ANSWERED + 1, replace(HELD, non_response_odds=1.0), 0.9)["bonus"]
    assert low < alike[0]
    assert high > alike[1]
    own, again = (bands(learned(), 0, h, 0.9) for h in (HELD, replace(HELD, non_response_odds=1.0)))
    assert own == again, "she spoke for herself"


def test_one_customer_in_words() -> None:
    told = explained(evidence(promotion()), 0, learned(), HELD, silent_about=(), **TOLD)  # type: ignore[arg-type]
    assert told.sentence == "comes for the rewards (70 % likely)."
    assert told.stays.keys() == told.bands.keys()


def test_nobody_asked_nothing_said() -> None:
    told = unasked(evidence(promotion()), 0, "uses rewards heavily", HELD)
    assert told.sentence == "uses rewards heavily. Why she comes, sales don’t show; nobody asked her."
    assert told.stays == pytest.approx({})
