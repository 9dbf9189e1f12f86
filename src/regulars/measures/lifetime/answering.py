"""What the results about value share: on whom they rest, under which terms, and why one may be missing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from regulars.measures.lifetime.value import Value
from regulars.measures.result import Definition, Result
from regulars.pictures.picture import Picture
from regulars.words import Estimate, NotEnough

Row = Mapping[str, Any]


def answer(
    value: Value,
    definition: Definition,
    table: pa.Table,
    latest: Estimate | NotEnough,
    reading: str,
    *,
    drawing: Picture | None = None,
    figures: Mapping[str, Estimate | NotEnough] | None = None,
    counts: Mapping[str, int] | None = None,
    n: int | None = None,
    **settings: Any,
) -> Result:
    """A Result over the customers of a Value; ``settings`` are those beside the model's own."""
    terms = value.terms
    return Result(
        definition=definition,
        settings={"model": value.title, **settings, "level": terms.level, "minimum_n": terms.minimum_n},
        as_of=value.as_of,
        time_zone=value.time_zone,
        n=value.n if n is None else n,
        exclusions=value.exclusions,
        table=table,
        latest=latest,
        reading=reading,
        drawing=drawing,
        figures=figures or {},
        counts=counts or {},
    )


def asked(value: Value) -> dict[str, Any]:
    """The terms that money and purchases ahead rest on, as a result's settings."""
    terms = value.terms
    return {
        "horizon_days": terms.horizon_days,
        "margin": terms.margin,
        "yearly_discount": terms.yearly_discount,
        "currency": value.model.currency,
    }


def missing(value: Value, definition: str) -> NotEnough:
    """Why a number, or its interval, cannot be given."""
    if value.n < value.terms.minimum_n:
        return NotEnough(value.n, value.terms.minimum_n, definition)
    verdict = value.model.fit.verdict
    why = verdict.why if verdict.ending == "not_identified" else f"the fit has no interval, because {verdict.why}"
    return NotEnough(0, 1, definition, why)


def cannot_say(value: Value, what: str) -> str:
    """One sentence instead of a number: what cannot be said, and what would help."""
    do = value.model.fit.verdict.do
    help_ = f"; what would help: {do}" if do and value.n >= value.terms.minimum_n else ""
    return f"Not enough to say {what}: {value.lacking}{help_}."


def estimate_of(row: Row, name: str, value: Value, definition: str, unit: str, ends: str = "outcome") -> Estimate | NotEnough:
    """A sum with one of its intervals, or why it has none."""
    low, high = row.get(f"{name}_{ends}_low"), row.get(f"{name}_{ends}_high")
    if low is None or high is None:
        return missing(value, definition)
    return Estimate(row[name], (low, high), value.n, definition, value.terms.level, unit)
