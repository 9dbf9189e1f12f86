"""A nested object as flat rows: dotted names for what lies inside, a row for each line of an order."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from regulars.facts.recognition_names import SYNONYMS, plain_name
from regulars.readers.json_lines.objects import Number, readable
from regulars.readers.spool.writing import Values

DEEPEST = 3
_LINE_LISTS = frozenset(
    "lineitems lines items orderlines orderitems orderedproducts products positions articles positionen artikel basketitems"
    " cartitems purchaseditems".split()
)
_OWN_ID = frozenset({*SYNONYMS["order"], "id", "number"})


def line_list(record: dict[str, Any]) -> str | None:
    """The field that holds an order's lines: a list of objects under a name for lines."""
    for name, value in record.items():
        if isinstance(value, list) and plain_name(name) in _LINE_LISTS and all(isinstance(v, dict) for v in value) and value:
            return name
    return None


def rows_of(record: dict[str, Any]) -> Iterator[tuple[Values, Values]]:
    """Rows of one record: what belongs to the whole, and what belongs to the line (empty where there are no lines).

    The whole stands in the first row alone, so that no sum counts it twice; its id stands in each.
    """
    lines = line_list(record)
    whole = flat({k: v for k, v in record.items() if k != lines})
    if lines is None:
        yield whole, {}
        return
    own_id = {k: v for k, v in whole.items() if plain_name(k) in _OWN_ID}
    for number, line in enumerate(record[lines]):
        yield (own_id if number else whole), flat(line, f"{lines}.")


def flat(record: dict[str, Any], before: str = "", depth: int = 1) -> Values:
    """Every value of an object as text under its dotted name; lists, and what lies too deep, as JSON.

    >>> flat({"id": Number("7"), "billing": {"country": "LT"}, "paid": True})
    {'id': ('7', 'number'), 'billing.country': ('LT', 'text'), 'paid': ('true', 'yes_no')}
    """
    found: Values = {}
    for name, value in record.items():
        if isinstance(value, dict) and depth < DEEPEST:
            found |= flat(value, f"{before}{name}.", depth + 1)
        elif value is not None:
            found[readable(before + name)] = _cell(value)
    return found


def _cell(value: Any) -> tuple[str, Any]:
    if isinstance(value, Number):
        return str(value), "number"
    if isinstance(value, bool):
        return str(value).lower(), "yes_no"
    if isinstance(value, str):
        return readable(value), "text"
    return readable(json.dumps(value, ensure_ascii=False)), "text"
