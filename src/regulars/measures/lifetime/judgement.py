"""A verdict on totals and a verdict on ranking, apart, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from regulars.measures.lifetime.fitting import model_named
from regulars.measures.lifetime.ranks import Agreement, agreement

Floats = NDArray[np.float64]
SAME_AGAIN, RECENCY_RULE = "same_again", "recency_rule"
_RULES = {SAME_AGAIN: "the rule “same as last period”", RECENCY_RULE: "the rule “who came lately goes on”"}
Totals = Literal["right", "too_low", "too_high", "unknown"]
Ranking = Literal["sound", "no_better", "beaten", "none"]


@dataclass(frozen=True, slots=True, eq=False)
class Contender:
    """Who promised what: purchase days expected of each customer, and an interval for their sum."""

    name: str
    expected: Floats
    outcome: tuple[float, float] | None

    def agreement_with(self, came: Floats) -> Agreement:
        return agreement(self.expected, came)

    @property
    def total(self) -> float:
        return float(self.expected.sum())


@dataclass(frozen=True, slots=True, eq=False)
class Judgement:
    """One model's verdicts: ``totals`` on the sum, ``ranking`` on the order of customers.

    ``totals``: whether the interval of the *outcome* holds what came. ``ranking``: ``sound``: it
    agrees with what came, and at least one rule less; ``no_better``: it agrees, and no rule
    differs from it beyond chance; ``beaten``: a rule agrees more; ``none``: it does not agree.
    ``nearer_rule`` names a rule whose total was nearer than the model's.
    """

    contender: Contender
    totals: Totals
    ranking: Ranking
    beaten_by: str | None
    nearer_rule: str | None
    reading: str


def judge_contenders(
    models: Sequence[Contender], rules: Sequence[Contender], came: Floats, horizon_days: int, level: float
) -> tuple[Judgement, ...]:
    """A judgement for each model; first the one whose squared error per customer is smallest."""
    order = sorted(models, key=lambda m: float(np.mean((m.expected - came) ** 2)))
    return tuple(_judge(m, rules, came, horizon_days, level) for m in order)


def _judge(model: Contender, rules: Sequence[Contender], came: Floats, horizon_days: int, level: float) -> Judgement:
    totals = _totals(model, float(came.sum()))
    ranking, beaten_by = _ranking(model, rules, came, level)
    distance = abs(model.total - float(came.sum()))
    nearer = min(rules, key=lambda r: abs(r.total - float(came.sum())), default=None)
    nearer_rule = nearer.name if nearer and abs(nearer.total - float(came.sum())) < distance else None
    reading = _reading(model, float(came.sum()), totals, ranking, beaten_by, nearer_rule, horizon_days)
    return Judgement(model, totals, ranking, beaten_by, nearer_rule, reading)


def _totals(model: Contender, came: float) -> Totals:
    if model.outcome is None:
        return "unknown"
    low, high = model.outcome
    return "too_low" if came > high else "too_high" if came < low else "right"


def _ranking(model: Contender, rules: Sequence[Contender], came: Floats, level: float) -> tuple[Ranking, str | None]:
    ours = model.agreement_with(came)
    nothing = Agreement(0.0, np.zeros(len(came)))
    if not ours.better_than(nothing, level):
        return "none", None
    against = {rule.name: ours.better_than(rule.agreement_with(came), level) for rule in rules}
    beaten_by = next((name for name, better in against.items() if better is False), None)
    if beaten_by:
        return "beaten", beaten_by
    return ("sound" if any(against.values()) else "no_better"), None


_TOTALS = {
    "right": "Right in total, within what chance allows.",
    "too_low": "Too low in total.",
    "too_high": "Too high in total.",
    "unknown": "Whether chance explains the difference in total cannot be said: the fit has no interval.",
}
_RANKING = {
    "sound": "The order of customers is sound.",
    "no_better": "The order of customers is sound, but a plain rule orders them as well.",
    "none": "The order of customers says nothing: don't use it.",
}


def _reading(
    model: Contender,
    came: float,
    totals: Totals,
    ranking: Ranking,
    beaten_by: str | None,
    nearer_rule: str | None,
    horizon_days: int,
) -> str:
    title = model_named(model.name).title
    weeks = horizon_days / 7
    over = f"{weeks:.0f} weeks" if weeks == round(weeks) else f"{horizon_days:,} days"
    words = [f"Over {over} {title} expected {model.total:,.0f} purchases; {came:,.0f} came.", _TOTALS[totals]]
    words.append(f"The order of customers: {_RULES[beaten_by]} does better; use that." if beaten_by else _RANKING[ranking])
    if nearer_rule:
        words.append(f"For the total, {_RULES[nearer_rule]} came nearer.")
    return " ".join(words)
