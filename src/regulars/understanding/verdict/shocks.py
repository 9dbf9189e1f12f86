"""Each axis's own shock, and its own behaviour: what it must predict later to be believed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from regulars.facts.log import Facts
from regulars.understanding.verdict.axes import Axis
from regulars.understanding.verdict.cases import Cases, falls_later, redemptions_later
from regulars.understanding.verdict.condition_shocks import condition_panel
from regulars.understanding.verdict.contract_shocks import contract_panel
from regulars.understanding.verdict.failure_shocks import failure_panel, falls_after_failures
from regulars.understanding.verdict.panel import Panel
from regulars.understanding.verdict.promotion_shocks import promotion_panel
from regulars.understanding.verdict.weeks_bought import WeeksBought

Asking = Callable[[Facts, WeeksBought, np.random.Generator], Panel | None]


@dataclass(frozen=True, slots=True)
class Shock:
    """Where an axis's shock may be read, the first that the facts hold being taken; and which facts would hold one."""

    read: tuple[Asking, ...]
    would_help: str


def _condition(towards: int, *names: str) -> Asking:
    return lambda facts, bought, _: condition_panel(facts, bought, names, towards)


def _contracts(facts: Facts, bought: WeeksBought, _: np.random.Generator) -> Panel | None:
    return contract_panel(facts, bought)


def _failures(facts: Facts, bought: WeeksBought, _: np.random.Generator) -> Panel | None:
    return failure_panel(facts, bought, ("outage", "stock_out"))


SHOCKS: dict[Axis, Shock] = {
    "incentive": Shock(
        (_condition(-1, "promotion_withdrawn"), promotion_panel),
        "conditions that say where and when a promotion was withdrawn, or lines of orders with category and discount",
    ),
    "convenience": Shock(
        (_condition(-1, "rival_opened"),), "conditions that say where and when a rival opened, and the place of each purchase"
    ),
    "constraint": Shock(
        (_condition(-1, "lock_in_ended"), _contracts),
        "commitments with the days on which they ended, or conditions that say where and when a lock-in ended",
    ),
    "attitude": Shock(
        (_failures, _condition(1, "price_rise")),
        "conditions that say where and when something failed or a price rose, and the place of each purchase",
    ),
}


INDICATORS_NEED: dict[Axis, str] = {
    "incentive": "orders or lines with what was taken off their price, or incentives",
    "convenience": "two purchases of the same customers",
    "constraint": "commitments, points, or conditions about rivals",
    "attitude": "lines with categories, scored answers, complaints, or advocacy",
}
"""Which facts an axis can be seen in at all."""


def panel_of(axis: Axis, facts: Facts, bought: WeeksBought, generator: np.random.Generator) -> Panel | None:
    """The panel of an axis's own shock; None where the facts hold none in the second half."""
    found = (read(facts, bought, generator) for read in SHOCKS[axis].read)
    return next((panel for panel in found if panel is not None), None)


def cases_of(axis: Axis, facts: Facts, bought: WeeksBought, panel: Panel | None) -> Cases | None:
    """The behaviour by which an axis must add to a fair baseline.

    Incentive: redeeming what is offered, where anything was. Else: visits that fall after the
    axis's own shock, of those whom it met; after a promotion of many categories nobody can be said to have met it.
    """
    if axis == "incentive" and (found := redemptions_later(facts, bought)) is not None:
        return found
    if panel is None or panel.name.startswith("promotions"):
        return None
    return falls_later(bought, panel) if panel.places is None else falls_after_failures(bought, panel)
