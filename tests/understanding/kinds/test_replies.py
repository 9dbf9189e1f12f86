"""Replies as arrays."""

from __future__ import annotations

import numpy as np

from regulars.understanding.kinds.replies import Replies, no_replies


def test_what_was_told_is_counted() -> None:
    """Anna gave a reason twice and two reliance answers, Ben one reason, Cora only one reliance answer."""
    levels = np.array([[5, 4, 0], [0, 0, 0], [0, 2, 0]])
    said = Replies(
        np.array([4, 7, 9]), np.array([0, 1, -1]), np.array([0, -1, -1]), levels, levels * 0, np.array([True, False, True])
    )
    assert (said.n, said.reasons, said.asked_twice) == (3, 2, 1)
    assert [said.told(k) for k in range(3)] == [1, 2, 0]
    assert said.taken(np.array([2, 2])).rows.tolist() == [9, 9]


def test_nobody_said_anything() -> None:
    assert no_replies().n == 0
    assert no_replies().told(0) == 0
