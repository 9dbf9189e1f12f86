"""Would it have been right? Fit on the first part of the log, and hold the rest against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from regulars.errors import UsageError
from regulars.facts.log import Facts
from regulars.facts.zones import day_number
from regulars.measures.lifetime.fit import Fit
from regulars.measures.lifetime.fitting import fit as fit_model
from regulars.measures.lifetime.judgement import RECENCY_RULE, SAME_AGAIN, Contender, Judgement, judge_contenders
from regulars.measures.lifetime.prediction import predict
from regulars.measures.lifetime.summarise import seen_until_and_after, summary_of
from regulars.measures.lifetime.summary import Summary
from regulars.measures.lifetime.totals import totals
from regulars.measures.lifetime.tracking import TRACKING, calibration_table, tracking_table

Floats = NDArray[np.float64]
DEFAULT_MODELS = ("bg_nbd", "mbg_nbd", "pareto_nbd")


@dataclass(frozen=True, slots=True, eq=False)
class Backtest:
    """What the first part of a log would have promised for the rest, and what came.

    ``until``: the last day of the first part; ``horizon_days``: days of the rest; ``customers``:
    those first seen in the first part; ``came``: their purchase days in the rest. ``judgements``:
    one per model, the best first (BG/NBD last). ``contenders``: a table of every model's and rule's errors.
    ``tracking`` and ``calibration`` belong to the best model.
    """

    until: date
    horizon_days: int
    customers: int
    came: int
    fits: tuple[Fit, ...]
    judgements: tuple[Judgement, ...]
    contenders: pa.Table
    tracking: pa.Table
    calibration: pa.Table

    @property
    def reading(self) -> str:
        """The verdict on the best model in words."""
        return self.judgements[0].reading if self.judgements else "No model could be fitted to the first part of this log."

    def to_json(self) -> dict[str, Any]:
        """Plain values; dates as ISO text."""
        tracking = [{**row, "week_ends": row["week_ends"].isoformat()} for row in self.tracking.to_pylist()]
        return {
            "until": self.until.isoformat(),
            "horizon_days": self.horizon_days,
            "customers": self.customers,
            "came": self.came,
            "reading": self.reading,
            "fits": [f.to_json() for f in self.fits],
            "judgements": [j.to_json() for j in self.judgements],
            "contenders": self.contenders.to_pylist(),
            "tracking": tracking,
            "calibration": self.calibration.to_pylist(),
        }


def backtest(
    facts: Facts,
    *,
    until: date | None = None,
    models: Sequence[str] = DEFAULT_MODELS,
    fitted: Sequence[Fit] = (),
    silence_days: int | None = None,
    level: float | None = None,
) -> Backtest:
    """Fit on the log until a day (half of it, if none is given), score the rest.

    Beside the models stand two rules: *same again*: as many purchase days as in an equally long
    stretch before; and *recency*: who came within the last ``silence_days`` (half the horizon, if
    not given) goes on at the own past rate, who did not is gone. Fits made elsewhere, on what was
    known by ``until`` at most, stand in for ``models`` as ``fitted``. BG/NBD is judged last, since
    it holds every one-time buyer for a customer. UsageError where ``until`` leaves nothing before
    or after.

    Source: tracking and calibration by frequency: Fader, Hardie & Lee 2005, figures 2 and 4; the
    recency rule: Wübben & von Wangenheim (2008), Journal of Marketing 72(3), 82–93.
    """
    cut = _cut(facts, until)
    horizon = day_number(facts.as_of) - day_number(cut)
    seen = seen_until_and_after(facts, cut, horizon)
    summary = summary_of(seen, cut, fitted[0].unit_days if fitted else 7.0, None)
    came = np.asarray(seen.column("days_after").to_numpy(), dtype=np.float64)
    level = level or facts.settings.level
    tried = fitted or [fit_model(summary, m) for m in models]
    fits = tuple(f for f in tried if f.verdict.ending != "not_identified")
    rules = _rules(seen, summary, horizon, silence_days or max(horizon // 2, 1))
    scored = [_scored(f, summary, horizon, level) for f in fits]
    judgements = judge_contenders(scored, rules, came, horizon, level)
    best = next((f for j in judgements[:1] for f in fits if f.model == j.contender.name), None)
    days = facts.run(TRACKING, until=day_number(cut)).sort_by("day_number")
    return Backtest(
        cut, horizon, len(summary), int(came.sum()), fits, judgements,
        contenders=_table([*scored, *rules], came),
        tracking=tracking_table(best, days, cut, facts.as_of),
        calibration=calibration_table(best, summary, came, horizon, level),
    )  # fmt: skip


def _cut(facts: Facts, until: date | None) -> date:
    middle = facts.starts + timedelta(days=(facts.as_of - facts.starts).days // 2)
    cut = until or middle
    if not facts.starts < cut < facts.as_of:
        raise UsageError(
            f"the first part would end on {cut}",
            expected=f"a day after {facts.starts} and before {facts.as_of}",
            do="give another day, or a longer log",
        )
    return cut


def _scored(fit: Fit, summary: Summary, horizon: int, level: float) -> Contender:
    expected = predict(fit, summary, horizon_days=horizon)["purchases"].to_numpy()
    row = totals(fit, summary, horizon_days=horizon, level=level).to_pylist()[0]
    outcome = (row["purchases_outcome_low"], row["purchases_outcome_high"])
    return Contender(fit.model, expected, None if None in outcome else outcome)


def _rules(seen: pa.Table, summary: Summary, horizon: int, silence_days: int) -> list[Contender]:
    first_within = summary.age * summary.unit_days < horizon
    before = np.asarray(seen.column("days_before").to_numpy(), dtype=np.float64) - first_within
    silent = (summary.age - summary.recency) * summary.unit_days > silence_days
    rate = np.divide(summary.frequency, summary.age, out=np.zeros(len(summary)), where=summary.age > 0)
    going_on = np.where(silent, 0.0, rate * horizon / summary.unit_days)
    return [Contender(SAME_AGAIN, before, None), Contender(RECENCY_RULE, going_on, None)]


def _table(contenders: Sequence[Contender], came: Floats) -> pa.Table:
    """Each contender's total, and its mistakes per customer (purchase days)."""
    rows = [
        {
            "contender": c.name,
            "expected_total": float(c.expected.sum()),
            "came_total": float(came.sum()),
            "error_total_share": float(c.expected.sum() / came.sum() - 1) if came.sum() else None,
            "error_absolute_mean": float(np.abs(c.expected - came).mean()),
            "error_squared_root": float(np.sqrt(np.mean((c.expected - came) ** 2))),
            "gains_share": c.gains(came).share,
        }
        for c in contenders
    ]
    return pa.Table.from_pylist(rows)
