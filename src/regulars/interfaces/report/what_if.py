"""What the page lets its reader change: numbers for every choice, and the sentences that follow from them.

The script on the page only adds and multiplies these numbers; ``settled`` does the same here, and a test compares them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from regulars.interfaces.report.figures import count
from regulars.understanding.kinds.crutches import CRUTCHES
from regulars.understanding.kinds.summing import Reckoned
from regulars.understanding.kinds.wording import IF_IT_GOES
from regulars.words import currency_exponent


@dataclass(frozen=True, slots=True)
class Choice:
    """One factor on the odds of those who did not answer, and the ends of the band of what is earned."""

    odds: float
    low: float
    high: float
    chosen: bool


@dataclass(frozen=True, slots=True)
class Loss:
    """What is lost if one crutch goes: words, customers and money, each as value, and as ends by the factor."""

    crutch: str
    words: str
    customers: float
    money: float
    lows: tuple[float, ...]
    highs: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class WhatIf:
    """``came``: share of ``n`` who came back. ``money`` in whole units of ``currency``; none where there are several."""

    n: int
    came: float
    currency: str
    choices: tuple[Choice, ...]
    losses: tuple[Loss, ...]

    def settled(self, odds: float, reach: Mapping[str, int]) -> dict[str, str]:
        """The page's sentences for a factor and for how much of each crutch goes, in percent."""
        place = next(i for i, c in enumerate(self.choices) if c.odds == odds)
        choice = self.choices[place]
        came = rounded(100 * self.came)
        earned = min(rounded(100 * choice.low), came)
        resting = max(came - max(rounded(100 * choice.high), earned), 0)
        told = {"earned": str(earned), "resting": str(resting), "open": str(came - earned - resting)}
        for loss in self.losses:
            goes = reach[loss.crutch] / 100
            told[f"{loss.crutch}-customers"] = count(rounded(goes * loss.customers))
            told[f"{loss.crutch}-band"] = (
                f"{count(rounded(goes * loss.lows[place]))}–{count(rounded(goes * loss.highs[place]))}"
            )
            told[f"{loss.crutch}-money"] = count(rounded(goes * loss.money))
        return told

    @property
    def shown(self) -> dict[str, str]:
        """The sentences as they stand before anything is changed."""
        chosen = next(c.odds for c in self.choices if c.chosen)
        return self.settled(chosen, dict.fromkeys(CRUTCHES, 100))


def what_if(found: Reckoned, currency: str | None, assumed: float) -> WhatIf:
    """The numbers of every choice."""
    earned = found.parts["earned"]
    units = found.paid_minor / 10 ** currency_exponent(currency) if currency else 0.0
    losses = []
    for crutch in CRUTCHES:
        lost, paid = found.lost[crutch], found.money_lost[crutch]
        middle = sum(lost.band) / 2 if lost.value is None else lost.value
        middle_paid = sum(paid.band) / 2 if paid.value is None else paid.value
        lows, highs = (tuple(found.n * band[side] for band in lost.bands) for side in (1, 2))
        losses.append(Loss(crutch, IF_IT_GOES[crutch], found.n * middle, units * middle_paid, lows, highs))
    choices = tuple(Choice(odds, low, high, odds == assumed) for odds, low, high in earned.bands)
    return WhatIf(found.n, found.retention.value or 0.0, currency or "", choices, tuple(losses))


def rounded(number: float) -> int:
    """To the nearest whole number, halves up: as the page's script does.

    >>> rounded(2.5), rounded(2.4999)
    (3, 2)
    """
    return math.floor(number + 0.5)
