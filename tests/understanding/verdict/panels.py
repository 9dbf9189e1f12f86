"""A small panel with a known answer: customers of two shelves whose promotions run in different weeks."""

from __future__ import annotations

from typing import Any

import numpy as np

from regulars.understanding.verdict.panel import Panel


def panel(seed: int, customers: int = 200, weeks: int = 20, slope: float = 0.0, cells: int = 6) -> tuple[Panel, Any]:
    """A panel and its trait; a promotion moves the chance to buy by ``slope`` per unit of the trait."""
    generator = np.random.default_rng(seed)
    trait = generator.normal(size=customers)
    shock = (generator.random((cells, weeks)) < 0.4).astype(np.float64)
    customer, cell = (a.ravel() for a in np.meshgrid(np.arange(customers), np.arange(cells), indexing="ij"))
    chance = 0.3 + generator.uniform(-0.1, 0.1, customers)[customer, None] + slope * trait[customer, None] * shock[cell]
    pair, week = np.nonzero(generator.random((len(customer), weeks)) < chance)
    return Panel("promotions", customer, cell, np.vstack([pair, week]), shock, 1), trait
