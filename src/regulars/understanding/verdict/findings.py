"""What the three tests of an axis found, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Retest:
    """Test a: the correlation of the axis between two halves of time; ``p`` that it is not above 0.4."""

    correlation: float
    interval: tuple[float, float]
    customers: int
    p: float
    level: float = 0.90


@dataclass(frozen=True, slots=True)
class Response:
    """Test b: how the answer to the axis's own shock differs by axis, in a joint model with all other traits.

    ``slope``: change of the weekly chance to buy, per unit of the shock and per spread of the trait.
    ``t`` and ``others`` are of that joint model, clustered by customer; ``alone`` is t without other
    traits. ``p_traits`` and ``p_calendars``: the share of placebos at least as strong. ``power``: the
    chance to find the least effect, ``worth_finding`` as a share of the weekly chance. ``towards``: the
    sign that the axis predicts.
    """

    shock: str
    slope: float
    t: float
    alone: float
    others: Mapping[str, float]
    axes: Mapping[str, float]
    p_traits: float
    p_calendars: float
    placebos: int
    power: float
    least_effect: float
    towards: int
    customers: int
    cells: int
    worth_finding: float = 0.10

    @property
    def p(self) -> float:
        """The larger of both families; 1 where the sign is not the one predicted."""
        return max(self.p_traits, self.p_calendars) if self.t * self.towards > 0 else 1.0

    @property
    def strongest(self) -> bool:
        """Whether no other axis answers the shock more strongly in one joint model."""
        return all(abs(self.axes["own"]) > abs(t) for name, t in self.axes.items() if name not in ("own", "size"))


@dataclass(frozen=True, slots=True)
class Gain:
    """Test c: what the axis adds to a fair baseline, out of sample: log loss saved per case (nats)."""

    behaviour: str
    gain: float
    interval: tuple[float, float]
    baseline: float
    cases: int
    happened: int
    customers: int
    p: float
    level: float = 0.90
    auc: tuple[float, float] = (0.5, 0.5)
    """Of the baseline, and with the axis: the chance that who did so was ranked above who did not."""
    power: float = 1.0
    """The chance to find the stated least effect, were its size known (of 200 draws); where the axis fails this test, as both
    regressions would find it who have to learn it (of 24 draws, so to within .2)."""


@dataclass(frozen=True, slots=True)
class AxisVerdict:
    """One axis: ``supported``, ``not supported`` or ``not testable``, why, and what was found."""

    axis: str
    kind: str
    conclusion: str
    why: str
    indicators: tuple[str, ...] = ()
    retest: Retest | None = None
    response: Response | None = None
    gain: Gain | None = None
    p: float | None = None
    p_holm: float | None = None
    would_help: tuple[str, ...] = field(default=())

    def to_json(self) -> dict[str, Any]:
        return asdict(self)
