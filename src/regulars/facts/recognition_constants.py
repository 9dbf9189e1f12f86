"""What ``--map`` says of every row of a file of orders, instead of naming a column: ``place==Vilnius``, ``amount==0``."""

from __future__ import annotations

from collections.abc import Mapping as Lookup
from collections.abc import Sequence

from regulars.facts.declared import MEANINGS
from regulars.facts.mapping import Mapping, SourceColumn

MARK = "="
_OF_ORDERS = frozenset(
    "occurred quantity amount discount tax shipping currency place channel staff category brand status product".split()
)


def is_constant(field: str, column: str) -> bool:
    """Whether ``--map`` says what holds for every row (``purpose==marketing``) instead of naming a column."""
    return column.startswith(MARK) and (field in MEANINGS or field in _OF_ORDERS or field.startswith("scale:"))


def constant_columns(given: Lookup[str, str] | Sequence[Mapping] | None) -> tuple[str, ...]:
    """The columns that hold what was said of every row, as a scan of orders has them: ``=Vilnius``."""
    if not given:
        return ()
    said = given.items() if isinstance(given, Lookup) else [pair for m in given for pair in _said(m).items()]
    return tuple(dict.fromkeys(c for f, c in said if c.startswith(MARK) and f in _OF_ORDERS))


def of_the_file(columns: Sequence[SourceColumn]) -> list[SourceColumn]:
    """The columns that the file has itself."""
    return [c for c in columns if not c.name.startswith(MARK)]


def constants_in(mapping: Mapping) -> set[str]:
    """The fields of which a mapping says what holds for every row."""
    return {*mapping.constants, *(f for f, c in mapping.columns.items() if c.startswith(MARK))}


def _said(mapping: Mapping) -> dict[str, str]:
    return {**mapping.columns, **{f: MARK + v for f, v in mapping.constants.items()}}
