"""How each indicator is asked of the facts: its query, over which views, and what must be there first.

A question's answer has one of four forms: *columns* (what ``summed`` makes of trials, rows of weight, happened and
expected: one row per customer), *sums* (trials that the query added up itself), *counts* (per customer: trials, happened) and
*states* (per customer one number that is known as it is, without noise).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from regulars.facts.engine import Value
from regulars.facts.query import Query
from regulars.understanding.evidence.seen import Sums

Form = Literal["columns", "sums", "counts", "states"]


@dataclass(frozen=True, slots=True)
class Question:
    """``needs``: for each count of ``what_is_there``, the least at which the question can be asked.

    ``counts`` names the columns of trials and of what happened, ``sums`` those in which trials were added up.
    ``instead`` is a question to ask where this one cannot be.
    """

    query: Query
    form: Form
    views: tuple[str, ...] = ("orders",)
    values: Mapping[str, Value] = field(default_factory=dict)
    needs: Mapping[str, int] = field(default_factory=dict)
    counts: tuple[str, str] = ("trials", "happened")
    sums: Sums | None = None
    instead: Question | None = None

    def possible(self, there: Mapping[str, int]) -> Question | None:
        """This question, or the one instead, if the facts can answer it."""
        if all(there[name] >= least for name, least in self.needs.items()):
            return self
        return self.instead.possible(there) if self.instead else None


def _query(name: str) -> Query:
    return Query.beside(__file__, name)


_SUMMED = _query("summed")
HABITS = _query("habits")
"""One look over all orders for everything that they say by themselves."""
_SHELF = _query("shelf")
"""One look over all lines for everything that they say beside what others bought."""


def _trials(query: Query, *views: str, instead: Question | None = None, needs: Mapping[str, int], **values: Value) -> Question:
    return Question(_SUMMED.over("trials", query), "columns", views, values, needs, instead=instead)


def _shelf(*sums: str, instead: Question | None = None, **needs: int) -> Question:
    return Question(_SHELF, "sums", ("lines",), needs=needs, sums=Sums(*sums), instead=instead)


def _habit(trials: str, happened: str, **needs: int) -> Question:
    return Question(HABITS, "counts", needs=needs, counts=(trials, happened))


_RETURNS = _query("returns_after")
_PROMOTED_ORDERS = _trials(_query("promoted_orders"), "orders", needs={"orders_discounted": 1})

QUESTIONS: dict[str, Question] = {
    "promotion_share": _shelf(
        "observed", "amount", "promoted", "promoted_expected", "promoted_squares", lines_discounted=1, instead=_PROMOTED_ORDERS
    ),
    "coupons_used": _trials(_query("coupons_used"), "steps_of_incentives", needs={"offers": 1, "redeemed": 1}),
    "without_incentive": _shelf(
        "observed", "observed", "full_price", "full_price_expected", "full_price_squares", lines_discounted=1
    ),
    "before_expiry": _trials(_query("before_expiry"), "orders", "steps_of_incentives", needs={"expiring": 1}),
    "redeemed_and_left": _trials(
        _RETURNS.over("happened_to", _query("redeeming_days")), "orders", "steps_of_incentives",
        needs={"redeemed": 1}, what="left",
    ),
    "same_place": _habit("places", "same_place", places=2),
    "same_weekday": _habit("visits", "same_weekday"),
    "same_hour": _habit("visits", "same_hour", hours_known=1),
    "same_channel": _habit("channels", "same_channel", channels=2),
    "auto_renewal": Question(_query("auto_renewals"), "counts", ("steps_of_commitments",), needs={"renewals": 1}),
    "small_orders": _habit("orders_paid", "small_orders"),
    "under_contract": Question(
        _query("under_contract"), "states", ("orders", "steps_of_commitments"), needs={"contracts": 1}
    ),
    "cancel_tries": Question(_query("cancel_tries"), "counts", ("steps_of_commitments",), needs={"cancel_tries": 1}),
    "without_rival": Question(
        _query("without_rival").over("usual_places", _query("usual_places")), "states", ("orders", "conditions_held"),
        needs={"rivals": 1, "places": 1},
    ),
    "sunk_points": Question(_query("sunk_points"), "states", ("orders", "steps_of_incentives"), needs={"points": 1}),
    "scored_answers": _trials(_query("scored_answers"), "steps_of_answers", needs={"scores": 1}, what="other"),
    "first_choice": _trials(
        _query("scored_answers"), "steps_of_answers", needs={"first_choices": 1}, what="first_choice"
    ),
    "return_after_complaint": _trials(
        _RETURNS.over("happened_to", _query("complaining_days")), "orders", "steps_of_complaints",
        needs={"complaints": 1}, what="came",
    ),
    "return_after_failure": _trials(
        _query("failures_met"), "orders", "lines", "conditions_held", needs={"failures": 1}
    ),
    "breadth": Question(_query("breadth"), "columns", ("lines",), needs={"categories": 2}),
    "own_brand": _shelf(
        "observed_brands", "branded", "owned", "owned_expected", "owned_squares", lines_of_known_brand=1
    ),
    "referrals": Question(
        _query("advocates"), "counts", ("orders", "steps_of_advocacy"), {"what": "referrals"}, {"referrals": 1}
    ),
    "reviews": Question(_query("advocates"), "counts", ("orders", "steps_of_advocacy"), {"what": "reviews"}, {"reviews": 1}),
    "opened_messages": _trials(
        _query("opened_messages"), "steps_of_contacts", "steps_of_incentives", needs={"opened": 1}
    ),
}  # fmt: skip
