"""All that the sentences about a reading are made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from regulars.readers.rows.priced import Shape
from regulars.readers.rows.tally import Group, TakenOff
from regulars.settings import Settings
from regulars.words import Money


@dataclass(frozen=True, slots=True)
class Figures:
    """All that sentences are made of. ``again``: rows and money that repeat an order, by currency;
    ``back``: money given back, refunds, and those tied to an order, by currency;
    ``off``: what discount lines took off their orders."""

    groups: Sequence[Group]
    policies: Mapping[str, str]
    rows_read: int
    again: Mapping[str, tuple[int, int]]
    back: Mapping[str, tuple[int, int, int]]
    off: Mapping[str, TakenOff]
    shape: Shape
    settings: Settings
    orders_have_ids: bool = False

    def taken(self, currency: str) -> int:
        return sum(g.minor for g in self.groups if g.sold and g.currency == currency)


def rows_of(groups: Sequence[Group]) -> int:
    """How many rows they are."""
    return sum(g.rows for g in groups)


def money_of(groups: Sequence[Group], of: Callable[[Group], int] = lambda g: g.minor) -> tuple[Money, ...]:
    """Their money by currency, without what was given back."""
    currencies = sorted({g.currency for g in groups})
    sums = ((c, int(sum(of(g) for g in groups if g.currency == c and not g.flags["is_refund"]))) for c in currencies)
    return tuple(Money(minor, c) for c, minor in sums if minor)
