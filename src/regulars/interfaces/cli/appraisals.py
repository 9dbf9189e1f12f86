"""What is known of customers' value as plain text: words first, then tables, then what all of it rests on."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from regulars.interfaces.cli.results import footer
from regulars.interfaces.cli.tables import aligned
from regulars.words import counted

if TYPE_CHECKING:
    from regulars.measures.lifetime.fit import Fit
    from regulars.measures.lifetime.value import Value

_WIDTH = 96


def appraisal(value: Value) -> str:
    """The readings, the sums with both intervals, the model, its rivals, and the definitions."""
    from regulars.measures.lifetime.results import readings

    sections = [
        [line for words in readings(value) for line in _wrapped(words)],
        [] if value.lacking else aligned(_sums(value)).splitlines(),
        [] if value.lacking else aligned(_bands(value)).splitlines(),
        [] if value.too_few else _models(value),
        _rivals(value),
        _rests_on(value),
    ]
    return "\n\n".join("\n".join(lines) for lines in sections if lines)


def _sums(value: Value) -> list[dict[str, Any]]:
    """Everybody's sums, each with where it is expected and where it will be seen."""
    from regulars.measures.lifetime.customer_value import customer_value

    row = customer_value(value).table.to_pylist()[0]
    names = {"still_customers": "still customers", "purchases": "purchases", "value": f"value, {value.model.currency}"}
    return [
        {
            "of all customers": title,
            "expected": f"{row[name]:,.0f}",
            "expectation": _span(row, name, "expectation"),
            "outcome": _span(row, name, "outcome"),
        }
        for name, title in names.items()
        if row[name] is not None
    ]


def _span(row: dict[str, Any], name: str, ends: str) -> str:
    low, high = row[f"{name}_{ends}_low"], row[f"{name}_{ends}_high"]
    return "–" if low is None or high is None else f"{low:,.0f}–{high:,.0f}"


def _bands(value: Value) -> list[dict[str, Any]]:
    """The same by how likely customers are still here."""
    from regulars.measures.lifetime.customer_value import customer_value

    rows = customer_value(value).table.to_pylist()[1:]
    return [
        {
            "still a customer": r["probability_still_customer"],
            "customers": r["customers"],
            "still customers": round(r["still_customers"]),
            "purchases": round(r["purchases"]),
            **({} if r["value"] is None else {f"value, {value.model.currency}": round(r["value"])}),
        }
        for r in rows
    ]


def _models(value: Value) -> list[str]:
    """Each fit: its parameters with intervals, whom it rests on, and the verdict."""
    fits = [(value.title, value.model.fit), ("Gamma-Gamma", value.model.spend)]
    return [line for title, fit in fits if fit is not None for line in _wrapped(_fit(title, fit, value.terms.level))]


def _fit(title: str, fit: Fit, level: float) -> str:
    if fit.verdict.ending == "not_identified":
        return f"{title}: {fit.verdict}."
    intervals, verdict = fit.covariance is not None and fit.verdict.ending == "converged", str(fit.verdict)
    told = [
        f"{name} {number:.4g}" + (f" ({low:.4g}–{high:.4g})" if intervals else "")
        for name, number in fit.parameters.items()
        for low, high in [fit.interval(name, level)]
    ]
    whom = counted(round(fit.customers), "customer")
    return f"{title}, fitted to {whom}: {', '.join(told)}. {verdict[:1].upper()}{verdict[1:]}."


def _rivals(value: Value) -> list[str]:
    """Every model and rule on the part that was held out."""
    from regulars.measures.lifetime.hold_out import COMPARISON
    from regulars.measures.lifetime.judgement import title_of

    held = value.backtest
    if held is None:
        return []
    rows: list[dict[str, Any]] = [
        {
            "held out": title_of(row["contender"]).removeprefix("the rule "),
            "expected": round(row["expected_total"]),
            "came": round(row["came_total"]),
            "mean error": f"{row['error_absolute_mean']:.3f}",
            "root of squared error": f"{row['error_squared_root']:.3f}",
            "gains": f"{row['gains_share']:.3f}",
        }
        for row in held.contenders.to_pylist()
    ]
    told = (
        f"Fitted on what was known on {held.until} of {counted(held.customers, 'customer')}, and held against the "
        f"{counted(held.horizon_days, 'day')} that followed. Errors are purchase days of a customer; gains are 1 for a "
        f"perfect order of customers, 0 for none ({COMPARISON.id})."
    )
    return [*aligned(rows).splitlines(), "", *_wrapped(told)]


def _rests_on(value: Value) -> list[str]:
    """The definitions, and whom all of this is about."""
    from regulars.measures.lifetime.customer_value import DEFINITION, PURCHASES
    from regulars.measures.lifetime.still_customers import still_customers

    own = footer(still_customers(value))
    ahead = (PURCHASES, DEFINITION) if value.spend else (PURCHASES,)  # of money only where money is told
    others = [line for d in ahead for line in _wrapped(f"{d.id}: {d.sentence}. Interval: {d.interval}.")]
    return [*own, *([] if value.lacking else others)]


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, subsequent_indent="  ")
