"""A shop whose customers were asked: purchases in two quarters, a lot, invitations and answers, as rows of facts."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from regulars.facts.log import Facts
from regulars.settings import Settings
from tests.loyalty import facts_of_rows, lasting_engine, row_of
from tests.stories import purchase

UTC = ZoneInfo("UTC")
Rows = dict[str, list[dict[str, Any]]]
_RELIANCE = ("without_rewards", "rival_nearer", "free_to_leave")


class Survey:
    """Answers, invitations and the lot of one survey, person by person."""

    def __init__(self) -> None:
        self.rows: Rows = {"answers": [], "contacts": [], "assignments": [], "purchases": []}

    def bought(self, customer: str, *days: date) -> Survey:
        for day in days:
            self.rows["purchases"].append(purchase(len(self.rows["purchases"]), customer, day, UTC))
        return self

    def asked(self, customer: str, *, lot: bool = True) -> Survey:
        at = datetime(2024, 5, 1, 10)
        self._put("contacts", customer, at, message_id=f"M-{customer}", event="sent", direction="outbound", purpose="research",
                  channel="email", campaign="why")  # fmt: skip
        if lot:
            self._put("assignments", customer, at, experiment="why", arm="random", propensity=0.5)
        return self

    def said(
        self, customer: str | None, reason: str | None = None, levels: tuple[float, ...] = (), *, day: int = 10,
        scale: tuple[float, float] = (1, 5),
    ) -> Survey:  # fmt: skip
        at = datetime(2024, 5, day, 10)
        if reason:
            self._put(
                "answers", customer, at, response_id=f"R-{customer}-{day}", survey="why", question="main_reason", choice=reason
            )
        for question, level in zip(_RELIANCE, levels, strict=False):
            self._put("answers", customer, at, response_id=f"R-{customer}-{day}", survey="why", question=question, score=level,
                      scale_min=scale[0], scale_max=scale[1])  # fmt: skip
        return self

    def answered(self, customer: str, question: str, **answer: Any) -> Survey:
        """A question of another name."""
        at = datetime(2024, 5, 12, 10)
        self._put("answers", customer, at, response_id=f"R-{customer}-{question}", survey="why", question=question, **answer)
        return self

    def _put(self, kind: str, customer: str | None, at: datetime, **more: Any) -> None:
        self.rows[kind].append(row_of(kind, len(self.rows[kind]), customer, at, UTC, **more))

    def facts(self, **settings: Any) -> Facts:
        return facts_of_rows(lasting_engine(), self.rows, Settings(as_of=date(2024, 6, 30), **settings))


def shop(answers: int = 0, customers: int = 120, scale: tuple[float, float] = (1, 5)) -> Survey:
    """Customers 000 … bought in February, and but for every fifth in May; the first answer: every third for the rewards.

    Who comes for the rewards buys at two places, the others at one.
    """
    found = Survey()
    low, high = scale
    for k in range(customers):
        name = f"C-{k:03d}"
        found.bought(name, date(2024, 2, 1 + k % 28))
        if k % 5:
            found.bought(name, date(2024, 5, 1 + k % 28))
        if k < answers:
            levels = (low, high, high) if k % 3 == 0 else (high, high, high)
            found.asked(name).said(name, "rewards" if k % 3 == 0 else "prefer_you", levels, scale=scale, day=2 + k % 20)
    return found


@cache
def asked_shop() -> Facts:
    return shop(answers=90).facts()
