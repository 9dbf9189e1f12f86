"""What people do, never why."""

from __future__ import annotations

import numpy as np

from regulars.understanding.kinds.behaving import NOTHING, WORDS, behaviours


def test_only_who_stands_out_is_spoken_of() -> None:
    scores = np.zeros((20, 4))
    scores[0, 0], scores[1, 1], scores[2, 0] = 3.0, 2.0, 0.1
    said = behaviours(scores).to_pylist()
    assert said[:3] == ["uses rewards heavily", "keeps to one place or hour, or buys little at a time", NOTHING]


def test_a_failed_axis_is_not_spoken_of() -> None:
    scores = np.zeros((20, 4))
    scores[0, 0] = 3.0
    assert behaviours(scores, ("convenience",))[0].as_py() == NOTHING


def test_the_words_claim_no_reason() -> None:
    for words in WORDS.values():
        assert not {"bonus", "true", "loyal", "because"} & set(words.replace(",", "").split())
