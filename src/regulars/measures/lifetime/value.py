"""What customers are expected to do and to bring: fitted, tested on what came, and summed up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import pyarrow as pa

from regulars.errors import NotEnoughData
from regulars.facts.log import Facts
from regulars.facts.query import Query
from regulars.measures.counting import exclusions
from regulars.measures.due import due
from regulars.measures.lifetime.backtest import Backtest
from regulars.measures.lifetime.fit import Fit
from regulars.measures.lifetime.fitting import fit, model_named
from regulars.measures.lifetime.gamma_gamma import fit_spend
from regulars.measures.lifetime.groupings import by_chance, by_repeats_and_silence
from regulars.measures.lifetime.independence import Independence, independence
from regulars.measures.lifetime.prediction import predict
from regulars.measures.lifetime.saved import SavedModel
from regulars.measures.lifetime.summarise import WEEK, currency, summarise
from regulars.measures.lifetime.summary import Summary
from regulars.measures.lifetime.terms import DEFAULT_HORIZON, Terms
from regulars.measures.lifetime.totals import totals_of
from regulars.measures.lifetime.trial import CONSIDERED, considered, tested
from regulars.measures.result import Exclusion, Result
from regulars.words import counted

_REFUNDED = Query.beside(__file__, "refunded")


@dataclass(frozen=True, eq=False)
class Value:
    """Everything that one fitted model says of a log, and how far it may be believed.

    ``model``: the fits, which may be saved; ``backtest``: what they would have promised before,
    None where ``why_untested`` says why; ``independence``: whether spend goes with frequency, None
    without amounts; ``counts``: customers due and overdue by their own rhythm; ``refunded_share``
    of what known customers paid was given back, and is not deducted. ``lacking`` says why nothing
    can be expected, if so. Picklable; ``results()`` turns all of it into results.
    """

    summary: Summary
    model: SavedModel
    terms: Terms
    as_of: date
    time_zone: str
    exclusions: tuple[Exclusion, ...]
    backtest: Backtest | None
    why_untested: str
    independence: Independence | None
    counts: Mapping[str, int]
    refunded_share: float | None

    @property
    def n(self) -> int:
        return len(self.summary)

    @property
    def title(self) -> str:
        """The model's name as people write it."""
        return model_named(self.model.fit.model).title

    @property
    def too_few(self) -> bool:
        """Whether there are fewer customers than anything is said of."""
        return self.n < self.terms.minimum_n

    @property
    def lacking(self) -> str:
        """Why nothing can be expected; empty where something can."""
        if self.too_few:
            return (
                f"{counted(self.n, 'customer')} {'is' if self.n == 1 else 'are'} too few; {self.terms.minimum_n:,} are needed"
            )
        verdict = self.model.fit.verdict
        return verdict.why if verdict.ending == "not_identified" else ""

    def require(self) -> Value:
        """This, or NotEnoughData where nothing can be expected."""
        if self.lacking:
            raise NotEnoughData(
                f"nothing can be expected: {self.lacking}",
                expected="customers enough, some who repeat and some who fell silent",
                do=self.model.fit.verdict.do or "wait for more data, or lower minimum_n knowingly",
            )
        return self

    @property
    def overdue(self) -> int:
        """Customers past their own usual return date."""
        return self.counts["overdue"] + self.counts["long overdue"]

    @property
    def spend(self) -> Fit | None:
        """The fit of amounts, where there is one that may be used."""
        found = self.model.spend
        return None if found is None or found.verdict.ending == "not_identified" else found

    def customers(self, *, level: float | None = None) -> pa.Table:
        """Each customer's prospects, as ``predict`` gives them; with a ``level``, their intervals."""
        return predict(self.model.fit, self.summary, **self._asked(), level=level).table

    @cached_property
    def sums(self) -> dict[str, pa.Table]:
        """Totals as ``totals.totals`` gives them: over ``everybody``, ``by_chance`` and ``by_history``.

        The groups of the last two are numbers, see ``groupings``. NotEnoughData where ``lacking``.
        """
        groups = (None, by_chance(self.each["still_customer"].to_numpy()), by_repeats_and_silence(self.summary))
        found = totals_of(self.model.fit, self.summary, groups, **self._asked(), level=self.terms.level)
        return dict(zip(("everybody", "by_chance", "by_history"), found, strict=True))

    @cached_property
    def each(self) -> pa.Table:
        """Each customer's prospects without intervals, as ``predict`` gives them."""
        return self.customers()

    def results(self) -> dict[str, Result]:
        """Every number that this holds, each with its definition, by name; the same names as in the report."""
        from regulars.measures.lifetime.results import results  # each result reads a Value, so they come after it

        return results(self)

    def _asked(self) -> dict[str, Any]:
        terms = self.terms
        return {
            "horizon_days": terms.horizon_days,
            "spend": self.spend,
            "margin": terms.margin,
            "yearly_discount": terms.yearly_discount,
        }


def value(
    facts: Facts,
    *,
    horizon_days: int = DEFAULT_HORIZON,
    margin: float = 1.0,
    yearly_discount: float = 0.0,
    model: str | None = None,
    saved: SavedModel | None = None,
) -> Value:
    """How many are still customers, what they are expected to bring, and whether to believe it.

    In: ``facts``; ``horizon_days`` ahead; ``margin``, the share of an amount that is kept;
    ``yearly_discount``, a share per year; ``model`` bg_nbd, mbg_nbd or pareto_nbd (else the one
    that did best on the log's second half, BG/NBD left aside, since it holds every one-time buyer
    for a customer; Pareto/NBD is tried up to 30,000 customers); or ``saved``: fits of another
    process, applied to these facts as they are.
    Out: a Value. Where the log is too small or too short to tell, it says so in words and holds no
    expectation. UsageError for terms that cannot be; InputError where a saved model does not fit.

    >>> value(facts, horizon_days=90).title
    'Pareto/NBD'

    Source: as each model names it; see docs/why/still-customers.md.
    """
    terms = Terms(horizon_days, margin, yearly_discount, facts.settings.level, facts.settings.minimum_n)
    unit_days = saved.fit.unit_days if saved else WEEK
    summary = summarise(facts, unit_days=unit_days) if facts.purchases_known else Summary.of_nobody(unit_days)
    held, why = tested(facts, (model,) if model else considered(len(summary)), saved)
    kept = saved or _fitted(facts, summary, model or (held.judgements[0].contender.name if held and held.judgements else ""))
    kept.check_currency(currency(facts))
    return Value(
        summary, kept, terms, facts.as_of, facts.settings.time_zone, exclusions(facts), held, why,
        independence=None if summary.spend is None or not kept.spend else independence(summary, kept.spend, level=terms.level),
        counts=due(facts).counts,
        refunded_share=_refunded(facts),
    )  # fmt: skip


def _fitted(facts: Facts, summary: Summary, model: str) -> SavedModel:
    """The fits to the whole log; MBG/NBD where none could be tested."""
    spend = None if summary.spend is None else fit_spend(summary)
    return SavedModel(fit(summary, model or CONSIDERED[0]), spend, currency(facts), facts.as_of)


def _refunded(facts: Facts) -> float | None:
    """The share of what known customers paid that they got back."""
    row = facts.run(_REFUNDED).to_pylist()[0]
    return (row["refunded_minor"] or 0) / row["paid_minor"] if row["paid_minor"] else None
