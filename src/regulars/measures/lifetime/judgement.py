"""A verdict on totals and a verdict on ranking, apart, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from regulars.measures.lifetime.fitting import model_named
from regulars.measures.lifetime.ranks import Gains, gains

Floats = NDArray[np.float64]
SAME_AGAIN, RECENCY_RULE = "same_again", "recency_rule"
_RULES = {SAME_AGAIN: "the rule “same as last period”", RECENCY_RULE: "the rule “who came lately goes on”"}
_WORTH_A_WORD = 0.05
"""Mistakes of a customer, squared, that are smaller by less than this, squared, are not told (purchases)."""
Totals = Literal["right", "too_low", "too_high", "unknown"]
Ranking = Literal["sound", "no_better", "beaten", "none"]


def title_of(contender: str) -> str:
    """How people write a model's or a rule's name.

    >>> title_of("bg_nbd"), title_of("same_again")
    ('BG/NBD', 'the rule “same as last period”')
    """
    return _RULES.get(contender) or model_named(contender).title


@dataclass(frozen=True, slots=True, eq=False)
class Contender:
    """Who promised what: purchase days expected of each customer, and an interval for their sum."""

    name: str
    expected: Floats
    outcome: tuple[float, float] | None

    def gains(self, came: Floats) -> Gains:
        return gains(self.expected, came)

    @property
    def total(self) -> float:
        return float(self.expected.sum())


@dataclass(frozen=True, slots=True, eq=False)
class Judgement:
    """One model's verdicts: ``totals`` on the sum, ``ranking`` on the order of customers.

    ``totals``: whether the interval of the *outcome* holds what came. ``ranking``, by gains, where
    a difference counts if it is beyond chance: ``sound``: better than no order and than each rule;
    ``no_better``: better than no order, but ``rival`` orders as well; ``beaten``: ``rival`` orders
    better; ``none``: no better than no order. ``nearer_rule``: a rule whose total was nearer, by a
    purchase at least; ``closer_rule``: one whose mistakes, squared, per customer are smaller beyond chance.
    """

    contender: Contender
    totals: Totals
    ranking: Ranking
    rival: str | None
    nearer_rule: str | None
    closer_rule: str | None
    reading: str

    def to_json(self) -> dict[str, Any]:
        return {
            "model": self.contender.name,
            "expected_total": self.contender.total,
            "outcome": None if self.contender.outcome is None else list(self.contender.outcome),
            "totals": self.totals,
            "ranking": self.ranking,
            "rival": self.rival,
            "nearer_rule": self.nearer_rule,
            "closer_rule": self.closer_rule,
            "reading": self.reading,
        }


def judge_contenders(
    models: Sequence[Contender], rules: Sequence[Contender], came: Floats, horizon_days: int, level: float
) -> tuple[Judgement, ...]:
    """A judgement for each model; first the one whose squared error per customer is smallest.

    A model that is certain of every one-time buyer comes last: its customers cannot be counted.
    """
    order = sorted(models, key=lambda m: (bool(model_named(m.name).remark), float(np.mean((m.expected - came) ** 2))))
    return tuple(_judge(m, rules, came, horizon_days, level) for m in order)


def _judge(model: Contender, rules: Sequence[Contender], came: Floats, horizon_days: int, level: float) -> Judgement:
    totals = _totals(model, float(came.sum()))
    ranking, rival = _ranking(model, rules, came, level)
    better = (_nearer(model, rules, float(came.sum())), _closer(model, rules, came, level))
    reading = _reading(model, float(came.sum()), totals, ranking, rival, better, horizon_days)
    return Judgement(model, totals, ranking, rival, *better, reading)


def _nearer(model: Contender, rules: Sequence[Contender], came: float) -> str | None:
    """The rule whose total is nearest, where that is nearer than the model's by a purchase or more."""
    nearest = min(rules, key=lambda r: abs(r.total - came), default=None)
    return nearest.name if nearest and abs(model.total - came) - abs(nearest.total - came) >= 1 else None


def _closer(model: Contender, rules: Sequence[Contender], came: Floats, level: float) -> str | None:
    """The rule with the smallest squared mistakes, where they are smaller than the model's beyond chance, and worth a word."""
    spared = {rule.name: (model.expected - came) ** 2 - (rule.expected - came) ** 2 for rule in rules}
    name, most = max(spared.items(), key=lambda rule: float(rule[1].mean()), default=("", np.zeros(1)))
    beyond = float(ndtri((1 + level) / 2)) * float(most.std()) / np.sqrt(len(most))
    return name if most.mean() > max(beyond, _WORTH_A_WORD**2) else None


def _totals(model: Contender, came: float) -> Totals:
    if model.outcome is None:
        return "unknown"
    low, high = model.outcome
    return "too_low" if came > high else "too_high" if came < low else "right"


def _ranking(model: Contender, rules: Sequence[Contender], came: Floats, level: float) -> tuple[Ranking, str | None]:
    ours = model.gains(came)
    if not ours.better_than(Gains(0.0, np.zeros(len(came))), level):
        return "none", None
    theirs = sorted(((rule.gains(came), rule.name) for rule in rules), key=lambda g: -g[0].share)
    compared = [(ours.better_than(gained, level), name) for gained, name in theirs]
    if rival := next((name for better, name in compared if better is False), None):
        return "beaten", rival
    rival = next((name for better, name in compared if better is None), None)
    return ("no_better" if rival else "sound"), rival


_TOTALS = {
    "right": "Right in total, within what chance allows ({low:,.0f}–{high:,.0f}).",
    "too_low": "Too low in total.",
    "too_high": "Too high in total.",
    "unknown": "Whether chance explains the difference in total cannot be said: the fit has no interval.",
}
_RANKING = {
    "sound": "The order of customers is sound.",
    "no_better": "The order of customers is sound; {rival} orders them as well.",
    "beaten": "The order of customers: {rival} does better; use that.",
    "none": "The order of customers says nothing: don't use it.",
}


def _reading(
    model: Contender,
    came: float,
    totals: Totals,
    ranking: Ranking,
    rival: str | None,
    better: tuple[str | None, str | None],
    horizon_days: int,
) -> str:
    title = model_named(model.name).title
    weeks = horizon_days / 7
    over = f"{weeks:.0f} weeks" if weeks == round(weeks) else f"{horizon_days:,} days"
    low, high = model.outcome or (0.0, 0.0)
    said = _TOTALS[totals].format(low=low, high=high)
    words = [f"Over {over} {title} expected {model.total:,.0f} purchases; {came:,.0f} came.", said]
    words.append(_RANKING[ranking].format(rival=_RULES.get(rival or "")))
    nearer, closer = better
    words += [f"For the total, {_RULES[nearer]} came nearer."] if nearer else []
    words += [f"Customer by customer, {_RULES[closer]} made smaller mistakes."] if closer else []
    return " ".join(words)
