"""All that a Value says, as results by name; and the whole as plain values."""

from __future__ import annotations

from typing import Any

from regulars.measures.lifetime.customer_value import customer_value
from regulars.measures.lifetime.hold_out import model_calibration, model_comparison, model_tracking, reading_of
from regulars.measures.lifetime.recency_frequency import recency_frequency
from regulars.measures.lifetime.still_customers import still_customers
from regulars.measures.lifetime.value import Value
from regulars.measures.result import Result

FORMAT = "regulars.value/1"
_RESULTS = (still_customers, customer_value, recency_frequency, model_tracking, model_calibration, model_comparison)


def results(value: Value) -> dict[str, Result]:
    """Each number with its definition, settings, n and interval, by the name of its function."""
    return {make.__name__: make(value) for make in _RESULTS}


def document(value: Value) -> dict[str, Any]:
    """Everything as plain values; what is not known is null.

    Keys: ``format``; ``reading``, the sentences; ``model``, as it is saved; ``verdict`` on its fit;
    ``remark``, what a reader of this model should know; ``independence`` of spend and frequency;
    ``refunded_share`` of what customers paid; ``judgements`` on each model tested; ``results``.
    """
    found = results(value)
    held = value.backtest
    return {
        "format": FORMAT,
        "reading": readings(value),
        "model": value.model.to_json(),
        "verdict": value.model.fit.verdict.to_json(),
        "remark": value.model.fit.remark,
        "independence": None if value.independence is None else value.independence.to_json(),
        "refunded_share": value.refunded_share,
        "judgements": [j.to_json() for j in held.judgements] if held else [],
        "results": {name: result.to_json() for name, result in found.items()},
    }


def readings(value: Value) -> list[str]:
    """What this says in words: who, what, whether to believe it, and what else to know."""
    said = [still_customers(value).reading]
    if value.too_few:
        return said
    if not value.lacking:
        said.append(customer_value(value).reading)
    return [*said, reading_of(value), *remarks(value)]


def remarks(value: Value) -> list[str]:
    """What a reader should know beside: the model's own limit, refunds, and spend by frequency."""
    refunded = value.refunded_share or 0.0
    said = [
        value.model.fit.remark and value.model.fit.remark[0].upper() + value.model.fit.remark[1:] + ".",
        value.independence.reading if value.independence else "",
        f"Refunds came to {_percent(refunded)} of what customers paid. They are not deducted: choose a margin that knows of "
        "them." if refunded else "",
    ]  # fmt: skip
    return [words for words in said if words and not value.lacking]


def _percent(share: float) -> str:
    """
    >>> _percent(0.00006), _percent(0.043)
    ('under 0.1 %', '4.3 %')
    """
    return f"{100 * share:.1f} %" if share >= 0.001 else "under 0.1 %"
