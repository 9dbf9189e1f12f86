"""The five numbers of the first page: what is known, and what is not known yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from regulars.estimates.proportion import wilson
from regulars.interfaces.report.figures import count, of_100, plural, span
from regulars.interfaces.report.steps import Step
from regulars.measures.lifetime.hold_out import judged
from regulars.measures.lifetime.still_customers import still_customers as _still
from regulars.measures.lifetime.value import Value
from regulars.measures.result import Result
from regulars.words import Estimate


@dataclass(frozen=True, slots=True)
class Number:
    """One of the five. Where it is not known, ``value`` says so and ``note`` what would tell."""

    name: str
    theme: str
    label: str
    value: str
    note: str
    unit: str = ""
    known: bool = True


NOT_KNOWN, NOT_ENOUGH = "not known yet", "not enough yet"
LOYALTY = Number("choose_us_first", "Loyalty", "Choose you first", NOT_KNOWN, "needs answers", known=False)
SATISFACTION = Number("very_satisfied", "Satisfaction", "Very satisfied", NOT_KNOWN, "needs answers", known=False)
AT_RISK = Number(
    "resting_on_crutches", "Money at risk", "Resting on something that could end", NOT_KNOWN,
    "needs answers or a test", known=False,
)  # fmt: skip


def very_satisfied(results: Mapping[str, Result]) -> Number:
    """The fourth number: the top box of the question ``satisfaction``, where enough people answered it."""
    name, theme, label = SATISFACTION.name, SATISFACTION.theme, SATISFACTION.label
    asked = results.get("satisfaction")
    if asked is None or not asked.n:
        return SATISFACTION
    if not isinstance(asked.latest, Estimate):
        return Number(name, theme, label, NOT_ENOUGH, f"{plural(asked.n, 'person', 'people')} answered", known=False)
    found = asked.latest
    note = f"{span(*found.interval)} · {count(round(found.value * found.n))} of {count(found.n)} who answered"
    return Number(name, theme, label, of_100(found.value), note, unit="of 100")


def nothing_bought() -> Number:
    """The first number of a log in which nobody is seen to buy."""
    return Number("came_back", "Retention", "Came back", NOT_ENOUGH, "no purchases in this log", known=False)


def under_contract(results: Mapping[str, Result]) -> Number:
    """The second number where nothing was bought: the customers whose contract did not end in the last period."""
    churned = results.get("contract_churn")
    if churned is None or not isinstance(churned.latest, Estimate):
        return Number("still_customers", "Retention", "Still customers", NOT_ENOUGH, "no purchases in this log", known=False)
    found = churned.latest
    low, high = (1 - end for end in reversed(found.interval))
    kept = count(found.n - round(found.value * found.n))
    note = (
        f"{span(low, high)} · {kept} of {count(found.n)} stayed under contract for the last whole {churned.settings['period']}"
    )
    return Number("still_customers", "Retention", "Still customers", of_100(1 - found.value), note, unit="of 100")


def came_back(step: Step | None) -> Number:
    """The first number: the latest retention rate."""
    if step is None:
        return Number("came_back", "Retention", "Came back", NOT_ENOUGH, "too few customers in a whole period", known=False)
    note = f"{span(step.low, step.high)} · {count(step.retained)} of {count(step.active_before)}"
    return Number("came_back", "Retention", "Came back", of_100(step.rate), note, unit="of 100")


def still_customers(churn: Result, value: Value) -> Number:
    """The second number: by a lifetime model that passed its test, else by the inactivity threshold."""
    found = _still(value).latest
    if judged(value.backtest) and isinstance(found, Estimate):
        people = f"{count(round(found.value * found.n))} of {count(found.n)}"
        note = f"{span(*found.interval)} · {people}; {count(value.overdue)} are overdue"
        return Number("still_customers", "Retention", "Still customers", of_100(found.value), note, unit="of 100")
    return _not_silent(churn)


def _not_silent(churn: Result) -> Number:
    """Customers whose silence is no longer than the inactivity threshold."""
    label = "Still customers"
    days, rows = churn.settings["inactive_after_days"], [r for r in churn.table.to_pylist() if r["group"] is None]
    if days is None or not rows or churn.n < churn.settings["minimum_n"]:
        return Number("still_customers", "Retention", label, NOT_ENOUGH, "the log is too short to tell", known=False)
    still = rows[-1]["not_churned_after"]
    low, high = wilson(np.array([still]), np.array([churn.n]), churn.settings["level"])
    note = f"{span(float(low[0]), float(high[0]))} · {count(still)} of {count(churn.n)} bought within {plural(days, 'day')}"
    return Number("still_customers", "Retention", label, of_100(still / churn.n), note, unit="of 100")
