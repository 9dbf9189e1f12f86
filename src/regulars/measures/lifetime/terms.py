"""What is asked about what lies ahead: how far, at what margin, at what cost of waiting."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from regulars.errors import UsageError

DEFAULT_HORIZON = 365


@dataclass(frozen=True, slots=True)
class Terms:
    """What was asked: how far ahead, what share of an amount is kept, what a year's wait costs."""

    horizon_days: int = DEFAULT_HORIZON
    margin: float = 1.0
    yearly_discount: float = 0.0
    level: float = 0.95
    minimum_n: int = 30

    def __post_init__(self) -> None:
        if self.horizon_days < 1:
            raise UsageError(f"horizon is {self.horizon_days} days", expected="1 or more days, such as 365", do="correct it")
        if not 0 < self.margin <= 1:
            raise UsageError(
                f"margin is {self.margin}", expected="the share of an amount kept: above 0, to 1, such as 0.3", do="correct it"
            )
        if not 0 <= self.yearly_discount < np.inf:
            raise UsageError(
                f"discount is {self.yearly_discount}", expected="a share per year of 0 or more, such as 0.1", do="correct it"
            )
