"""What can be asked of a world: its family, its size, its survey, the shocks of its past, and what it is to lack."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from regulars.errors import UsageError

CRUTCHES = ("bonus", "convenience", "captive")
FAMILIES: dict[str, str] = {
    "A": "compensatory utility: what is good about a shop makes up for what is bad about it",
    "B": "consideration sets: a shop that does not come to mind is not chosen, however good it is",
    "C": "breaks the model's assumptions: attitude moves with rewards, use says nothing of dependence, shocks interact",
}
AXES = (*CRUTCHES, "attitude")
FEWEST_CUSTOMERS = 100
HORIZON_WEEKS = 13
AS_OF = date(2025, 12, 31)


@dataclass(frozen=True, slots=True)
class Options:
    """A world's order form. ``years`` lie before the as-of day; the horizon of 13 weeks comes after it.

    ``answers``: how many people asked by lot answer the survey, if so many can be found among the
    active; ``answers_at_till``: how many more are asked at the till, where who comes often is met often.
    ``misreport``: the share of answers that are drawn at random instead of being true.
    ``response_odds``: the odds of answering of those who would choose us anyway, over everybody
    else's; 1 is missing at random. ``asked_twice``: the share of those who answered that answers
    again. ``shocks``: which crutches were taken away somewhere before the as-of day, so that shocks
    can teach. ``without``: axes that do not exist in this world: crutches that everybody uses and
    nobody depends on, or an attitude in which people do not differ. ``repetitions``: how often the
    horizon is run to count each customer's chances.
    """

    family: str
    seed: int
    customers: int
    years: float = 2.0
    answers: int = 300
    answers_at_till: int = 0
    misreport: float = 0.1
    response_odds: float = 1.0
    response_rate: float = 0.3
    asked_twice: float = 0.2
    shocks: tuple[str, ...] = CRUTCHES
    without: tuple[str, ...] = ()
    repetitions: int = 8

    def __post_init__(self) -> None:
        _check(self)

    @property
    def weeks(self) -> int:
        return round(self.years * 52)

    @property
    def starts(self) -> date:
        """The first day; the last is ``AS_OF``."""
        return AS_OF - timedelta(days=7 * self.weeks - 1)


def _check(o: Options) -> None:
    if o.family not in FAMILIES:
        listed = "; ".join(f"{name} ({means})" for name, means in FAMILIES.items())
        raise UsageError(f"there is no family {o.family!r} of worlds", expected=listed, do="give one of these letters")
    _at_least("customers", o.customers, FEWEST_CUSTOMERS, "fewer show nothing but chance")
    _at_least("seed", o.seed, 0, "seeds are whole numbers")
    _at_least("repetitions", o.repetitions, 1, "the horizon is run at least once")
    _at_least("answers", o.answers, 0, "0 is a world without a survey")
    _at_least("answers_at_till", o.answers_at_till, 0, "0 asks nobody there")
    _within("years", o.years, 1.0, 10.0)
    _within("misreport", o.misreport, 0.0, 1.0)
    _within("asked_twice", o.asked_twice, 0.0, 1.0)
    _within("response_rate", o.response_rate, 0.01, 1.0)
    _within("response_odds", o.response_odds, 0.05, 20.0)
    for name, given, known in (("shocks", o.shocks, CRUTCHES), ("without", o.without, AXES)):
        if unknown := [c for c in given if c not in known]:
            raise UsageError(f"{name} names {unknown[0]!r}", expected="any of " + ", ".join(known), do="correct the name")


def _at_least(name: str, value: int, least: int, why: str) -> None:
    if value < least:
        raise UsageError(f"{name} is {value}", expected=f"{least:,} or more: {why}", do="correct it")


def _within(name: str, value: float, low: float, high: float) -> None:
    if not low <= value <= high:
        raise UsageError(f"{name} is {value}", expected=f"a number from {low:g} to {high:g}", do="correct it")
