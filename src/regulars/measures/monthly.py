"""Money by the month, exactly: what any billing period is worth in a month, and flows that add up."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from regulars.facts.query import Query

PARTS = 19_200
"""Of one minor unit. A month is a twelfth of a year, and a year 365.2425 days (the calendar's own mean),
so a day is worth 30.436875 days' price in a month; in these parts every billing period is a whole number."""
MONTHLY_PARTS = {
    "day": 584_388,
    "week": 83_484,
    "two_weeks": 41_742,
    "four_weeks": 20_871,
    "month": 19_200,
    "two_months": 9_600,
    "quarter": 6_400,
    "half_year": 3_200,
    "year": 1_600,
    "two_years": 800,
}
"""Parts of a minor unit in a month, for one minor unit in each billing period; ``stretches.sql`` has the same."""
STRETCHES = Query.beside(__file__, "stretches")
SPELLS = Query.beside(__file__, "spells")
COUNTS = Query.beside(__file__, "commitment_counts").over("stretches", STRETCHES)


def monthly(amount_minor: int, billing_period: str) -> Fraction:
    """What an amount for each billing period is worth in a month, in minor units, without rounding.

    >>> monthly(12000, "year"), monthly(700, "week")
    (Fraction(1000, 1), Fraction(48699, 16))
    """
    return Fraction(amount_minor * MONTHLY_PARTS[billing_period], PARTS)


def minor(parts: int) -> int:
    """Whole minor units, halves up, so that amounts a whole unit apart stay so.

    >>> minor(9_600), minor(9_599), minor(-9_600)
    (1, 0, 0)
    """
    return (2 * parts + PARTS) // (2 * PARTS)


def whole_flows(opening: int, flows: Sequence[int], closing: int) -> list[int]:
    """Flows from ``opening`` to ``closing``, all in parts, as whole minor units that add up exactly.

    In: opening + flows = closing. Out: one whole number per flow, less than one unit from its own
    value, with minor(opening) + their sum = minor(closing); a flow of 0 stays 0 (largest remainders).

    >>> whole_flows(6_400, [6_400, 6_400, 0], 19_200)
    [1, 0, 0]
    """
    floors = [f // PARTS for f in flows]
    short = minor(closing) - minor(opening) - sum(floors)
    largest = sorted(range(len(flows)), key=lambda i: (-(flows[i] % PARTS), i))[:short]
    return [floor + (i in largest) for i, floor in enumerate(floors)]
