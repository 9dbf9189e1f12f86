"""A word only where it is certain enough."""

from __future__ import annotations

import numpy as np

from regulars.understanding.kinds.crutches import Kind
from regulars.understanding.kinds.labels import labels, words
from tests.understanding.kinds.village import HELD

KINDS: tuple[Kind, ...] = ("true", "bonus", "convenience", "captive", "deal")


def said(chances: list[float], own: int = -1, failed: tuple[Kind, ...] = ()) -> str:
    found = labels(np.array([chances]), KINDS, HELD, said=np.array([own]), failed=failed)
    return str(words(*found, KINDS)[0].as_py())


def test_anna_is_certain_ben_is_one_of_two_cora_is_unknown() -> None:
    assert said([0.7, 0.1, 0.1, 0.1, 0.0]) == "true"
    assert said([0.05, 0.5, 0.4, 0.05, 0.0]) == "bonus or convenience"
    assert said([0.05, 0.4, 0.5, 0.05, 0.0]) == "bonus or convenience", "in one order, whichever is likelier"
    assert said([0.4, 0.3, 0.2, 0.1, 0.0]) == "unknown"


def test_deal_is_only_said_of_who_named_it() -> None:
    assert said([0.1, 0.0, 0.0, 0.0, 0.9]) == "unknown"
    assert said([0.1, 0.0, 0.0, 0.0, 0.9], own=4) == "deal"


def test_a_kind_whose_axis_failed_is_said_of_nobody() -> None:
    assert said([0.1, 0.8, 0.1, 0.0, 0.0], failed=("bonus",)) == "unknown"
    assert said([0.0, 0.5, 0.5, 0.0, 0.0], failed=("bonus",)) == "unknown"


def test_where_answers_cannot_be_foretold_only_who_answered_is_called_anything() -> None:
    chances = np.array([[0.8, 0.1, 0.1, 0.0, 0.0], [0.8, 0.1, 0.1, 0.0, 0.0], [0.1, 0.45, 0.45, 0.0, 0.0]])
    found = labels(chances, KINDS, HELD, said=np.array([-1, 0, 2]), foretells=False)
    assert words(*found, KINDS).to_pylist() == ["unknown", "true", "bonus or convenience"]
