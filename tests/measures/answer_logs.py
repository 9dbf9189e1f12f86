"""Random answers and purchases for properties, as Facts and as plain rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from regulars.facts.log import Facts
from regulars.settings import Settings
from tests.loyalty import facts_of_rows, lasting_engine, row_of
from tests.stories import purchase

FIRST = date(2024, 1, 20)
SCALES = ((0.0, 10.0), (0.0, 10.0), (1.0, 5.0))


@dataclass(frozen=True)
class Answer:
    """One answer: ``who`` None is nobody known."""

    who: str | None
    day: date
    survey: str
    score: float | None
    scale: tuple[float, float]
    number: int


@dataclass(frozen=True)
class Drawn:
    """The same answers both ways; ``bought`` are (customer, day)."""

    facts: Facts
    answers: tuple[Answer, ...]
    bought: tuple[tuple[str, date], ...]
    as_of: date
    bought_until: date


@st.composite
def answers(draw: st.DrawFn) -> Drawn:
    """Up to 30 answers of up to five customers and of nobody known, and up to 20 purchases."""
    told = draw(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 200), st.integers(0, 2), st.integers(-1, 10)), min_size=1,
                         max_size=30))  # fmt: skip
    listed = tuple(
        Answer(None if who == 5 else f"C{who}", FIRST + timedelta(days=d), "ab"[d % 2], _score(s, SCALES[k]), SCALES[k], i)
        for i, (who, d, k, s) in enumerate(told)
    )
    bought = tuple(
        (f"C{who}", FIRST + timedelta(days=d))
        for who, d in draw(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 260)), min_size=1, max_size=20))
    )
    zone = ZoneInfo("UTC")
    rows = [
        row_of(
            "answers", a.number, a.who, a.day, zone, response_id=f"R{a.number}", survey=a.survey, question="recommend",
            score=a.score, scale_min=a.scale[0], scale_max=a.scale[1],
        )
        for a in listed
    ]  # fmt: skip
    purchases = [purchase(i, who, day, zone) for i, (who, day) in enumerate(bought)]
    facts = facts_of_rows(lasting_engine(), {"answers": rows, "purchases": purchases}, Settings(minimum_n=1))
    return Drawn(facts, _in_order(listed, rows), bought, max(a.day for a in listed), max(d for _, d in bought))


def _score(drawn: int, scale: tuple[float, float]) -> float | None:
    return None if drawn < 0 else min(max(float(drawn), scale[0]), scale[1])


def _in_order(listed: tuple[Answer, ...], rows: list[dict[str, object]]) -> tuple[Answer, ...]:
    """By day, and on one day as the facts' own identities order them."""
    return tuple(sorted(listed, key=lambda a: (a.day, rows[a.number]["fact_id"])))
