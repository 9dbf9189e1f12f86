"""The difference of two shares, and its interval."""

from __future__ import annotations

import numpy as np

from regulars.estimates.proportion import wilson


def newcombe(before: tuple[int, int], after: tuple[int, int], level: float = 0.95) -> tuple[float, float, float]:
    """Share after minus share before, with Newcombe's hybrid score interval (his method 10).

    Takes two pairs (successes, n) with n above 0, returns (difference, low, high) as shares. It
    supposes two separate samples; where many customers are in both, it is a little too wide or
    too narrow, so words about it stay careful.
    Source: Newcombe 1998, Statistics in Medicine 17, 873-890, table II: 56/70 less 48/80.

    >>> [round(v, 4) for v in newcombe((48, 80), (56, 70))]
    [0.2, 0.0524, 0.3339]
    """
    successes, n = np.array([before[0], after[0]]), np.array([before[1], after[1]])
    low, high = wilson(successes, n, level)
    share = successes / n
    difference = float(share[1] - share[0])
    down = float(np.hypot(share[1] - low[1], high[0] - share[0]))
    up = float(np.hypot(high[1] - share[1], share[0] - low[0]))
    return difference, difference - down, difference + up
