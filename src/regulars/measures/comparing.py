"""Two shares side by side: what goes with what, in words that never say because."""

from __future__ import annotations

import numpy as np

from regulars.estimates.difference import newcombe
from regulars.estimates.proportion import wilson
from regulars.measures.result import Definition
from regulars.settings import Settings
from regulars.words import Estimate, NotEnough

Pair = tuple[int, int]
"""To how many it happened, and of how many."""


def share_of(pair: Pair, definition: Definition, settings: Settings, name: str, why: str = "too few customers") -> (
    Estimate | NotEnough
):  # fmt: skip
    """A share with Wilson's interval, or NotEnough under the stated minimum."""
    happened, n = pair
    called = f"{definition.id}#{name}" if name else definition.id
    if n < settings.minimum_n:
        return NotEnough(n, settings.minimum_n, called, why)
    low, high = wilson(np.array([happened]), np.array([n]), settings.level)
    return Estimate(happened / n, (float(low[0]), float(high[0])), n, called, settings.level)


def difference_of(
    one: Pair, other: Pair, definition: Definition, settings: Settings, name: str, why: str = "too few customers"
) -> Estimate | NotEnough:
    """The first share minus the second with Newcombe's interval, or NotEnough where either has too few."""
    called = f"{definition.id}#{name}" if name else definition.id
    fewest = min(one[1], other[1])
    if fewest < settings.minimum_n:
        return NotEnough(fewest, settings.minimum_n, called, why)
    value, low, high = newcombe(other, one, settings.level)
    return Estimate(value, (low, high), one[1] + other[1], called, settings.level)


def apart(difference: Estimate) -> str:
    """A difference of shares in words: its size and interval, or that chance alone would often make it.

    >>> apart(Estimate(.5, (.298, .649), 80, "x/1")), apart(Estimate(-.02, (-.21, .17), 80, "x/1"))
    ('50 in 100 more (30–65)', 'a difference within what chance alone would often make (−21 to 17 in 100)')
    """
    low, high = (round(100 * v) for v in difference.interval)
    if low <= 0 <= high:
        return f"a difference within what chance alone would often make ({_signed(low)} to {_signed(high)} in 100)"
    near, far = sorted((abs(low), abs(high)))
    return f"{abs(round(100 * difference.value))} in 100 {'more' if difference.value > 0 else 'fewer'} ({near}–{far})"


def surely(difference: Estimate) -> bool:
    """Whether the difference is more than chance alone would often make, as its words have it."""
    low, high = (round(100 * v) for v in difference.interval)
    return not low <= 0 <= high


def _signed(whole: int) -> str:
    return str(whole).replace("-", "−")
