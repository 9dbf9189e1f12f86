"""The kinds whose files are read by their declaration alone, and what a column of such a file may mean.

A field is named as its column is, without what says only what it is made of: ``case_id`` is read from
the field ``case``, ``value_minor`` from ``value``, ``ends_at`` from ``ends``.
"""

from __future__ import annotations

import re

from regulars.facts.kinds import KINDS, Column, Kind

_READ_APART = ("purchases", "purchase_lines", "refunds", "attributes")
_HEAD = ("fact_id", "occurred_at", "occurred_precision", "recorded_at", "source", "import_id")
DECLARED: dict[str, Kind] = {name: kind for name, kind in KINDS.items() if name not in _READ_APART}

SCALE = "scale"
"""The field of a scale written in one cell (1-5); ``scale:QUESTION`` is that of one question."""


def field_of(column: str) -> str:
    """
    >>> field_of("response_id"), field_of("amount_minor"), field_of("scale_min"), field_of("customer_id")
    ('response', 'amount', 'scale_min', 'customer')
    """
    return re.sub(r"_(id|minor|at)$", "", column)


def fields_of(kind: Kind) -> dict[str, Column]:
    """The fields that a file of this kind may have, with the column of the contract that each fills."""
    own = {field_of(c.name): c for c in kind.columns if c.name not in _HEAD and c.name != "starts_at"}
    return {"occurred": kind.column("occurred_at"), **own}


def steps_of(kind: Kind) -> tuple[str, ...]:
    """The events of a kind: a file may have a column for the time of each instead of a row for each."""
    return next((c.values for c in kind.columns if c.name == "event"), ())


def own_id(kind: Kind) -> Column | None:
    """The id that things of this kind bear themselves, such as a response's or a contract's."""
    return next((c for c in kind.columns if c.name in kind.identity and c.name.endswith("_id") and c.name not in _OTHERS), None)


_OTHERS = ("customer_id", "order_id", "product_id")

FIELD_MEANINGS: dict[str, str] = {
    field: f"{name}: {column.meaning}" for name, kind in reversed(DECLARED.items()) for field, column in fields_of(kind).items()
}
STEP_MEANINGS: dict[str, str] = {
    step: f"{name}: when it was {step.replace('_', ' ')}, where each step has a column"
    for name, kind in reversed(DECLARED.items())
    for step in steps_of(kind)
}
MEANINGS: dict[str, str] = {**FIELD_MEANINGS, **STEP_MEANINGS, SCALE: "answers: the scale of a score in one cell, such as 1-5"}
