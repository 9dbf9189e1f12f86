"""Random contracts for properties, as Facts and as a naive book that is read day by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from regulars.facts.kinds_ties import BILLING_PERIODS
from regulars.facts.log import Facts
from regulars.measures.monthly import monthly
from regulars.settings import Settings
from tests.loyalty import facts_of_rows, lasting_engine, row_of

ORDER = ("started", "renewed", "cancelled", "ended")
FIRST = date(2024, 1, 20)


@dataclass(frozen=True)
class Step:
    """One step of one contract, as a person would note it down."""

    customer: str
    contract: str
    day: date
    event: str
    amount: int | None = None
    every: str | None = None
    currency: str | None = None
    auto: bool | None = None
    ends: date | None = None


@dataclass(frozen=True)
class Book:
    """All steps up to the last day; what ran on a day is found by reading them through."""

    steps: tuple[Step, ...]
    as_of: date

    @cached_property
    def starts(self) -> date:
        return min(s.day for s in self.steps)

    @cached_property
    def contracts(self) -> list[list[Step]]:
        by_contract: dict[tuple[str, str], list[Step]] = {}
        for step in sorted((s for s in self.steps if s.day <= self.as_of), key=lambda s: (s.day, ORDER.index(s.event))):
            by_contract.setdefault((step.customer, step.contract), []).append(step)
        return list(by_contract.values())

    def customers(self) -> set[str]:
        return {c[0].customer for c in self.contracts}

    def running(self, customer: str, day: date) -> list[tuple[str, Fraction | None]]:
        """(currency, monthly price) of each contract that the customer has running on a day."""
        own = [c for c in self.contracts if c[0].customer == customer]
        return [price for c in own if (price := _on(c, day, self.starts, self.as_of)) is not None]


def _on(steps: list[Step], day: date, starts: date, as_of: date) -> tuple[str, Fraction | None] | None:
    """A contract's price on a day, None where it does not run."""
    opening = [i for i, s in enumerate(steps) if s.event in ("started", "renewed")]
    seen_before = steps[0].event != "started"
    begun = [i for i in opening if steps[i].day <= day]
    if not begun and not (seen_before and day >= starts):
        return None
    at = begun[-1] if begun else (0 if 0 in opening else -1)
    following = steps[at + 1 :] if at >= 0 else steps
    following = following[: next((i for i, s in enumerate(following) if s.event in ("started", "renewed")), None)]
    so_far = steps[: at + 1] if at >= 0 else following
    last = _last_day(steps[at] if at >= 0 else None, following, _latest(so_far, "auto", following))
    if last is not None and last < as_of and day > last:
        return None
    amount, every, currency = (_latest(so_far, name, []) for name in ("amount", "every", "currency"))
    return (currency or "", monthly(amount, every) if amount is not None and every else None)


def _latest(steps: list[Step], name: str, more: list[Step]) -> Any:
    return next((v for s in reversed([*steps, *more]) if (v := getattr(s, name)) is not None), None)


def _last_day(opening: Step | None, following: list[Step], auto: bool | None) -> date | None:
    ended = [s.day for s in following if s.event == "ended"]
    cancelled = [s for s in following if s.event == "cancelled"]
    ends = opening.ends if opening else None
    if ended:
        return min(ended)
    if cancelled:
        first = min(s.day for s in cancelled)
        stated = [s.ends for s in cancelled if s.ends]
        return max(stated) if stated else (ends if ends and ends >= first else first)
    return None if auto else ends


@dataclass(frozen=True)
class Drawn:
    """Random contracts, both ways."""

    facts: Facts
    book: Book


@st.composite
def books(draw: st.DrawFn) -> Drawn:
    """Up to 24 steps of up to four customers' contracts over some months."""
    steps = tuple(
        draw(st.lists(_steps(), min_size=1, max_size=24, unique_by=lambda s: (s.customer, s.contract, s.day, s.event)))
    )
    first, last = min(s.day for s in steps), max(s.day for s in steps)
    as_of = draw(st.none() | st.integers(0, (last - first).days + 40).map(lambda n: first + timedelta(days=n)))
    return Drawn(_facts(steps, Settings(as_of=as_of, minimum_n=1)), Book(steps, as_of or last))


@st.composite
def _steps(draw: st.DrawFn) -> Step:
    who, which = draw(st.integers(0, 3)), draw(st.integers(0, 1))
    day = FIRST + timedelta(days=draw(st.integers(0, 150)))
    event = draw(st.sampled_from((*ORDER, "started", "renewed")))
    opens = event in ("started", "renewed")
    amount = draw(st.none() | st.integers(0, 5000)) if opens else None
    return Step(
        f"C{who}", f"K{who}{which}", day, event, amount,
        every=draw(st.sampled_from(BILLING_PERIODS)) if amount is not None else None,
        currency=draw(st.sampled_from(("EUR", "EUR", "USD"))) if amount is not None else None,
        auto=draw(st.sampled_from((None, True, False))) if opens else None,
        ends=day + timedelta(days=draw(st.integers(0, 60))) if draw(st.booleans()) and event != "ended" else None,
    )  # fmt: skip


def _facts(steps: tuple[Step, ...], settings: Settings) -> Facts:
    zone = ZoneInfo("UTC")
    rows = [
        row_of(
            "commitments", i, s.customer, s.day, zone, commitment_id=s.contract, form="subscription", event=s.event,
            amount_minor=s.amount, currency=s.currency, billing_period=s.every, auto_renew=s.auto,
            ends_at=row_of("", 0, "", s.ends, zone)["occurred_at"] if s.ends else None,
        )
        for i, s in enumerate(steps)
    ]  # fmt: skip
    return facts_of_rows(lasting_engine(), {"commitments": rows}, settings)
