"""A panel compares each cell with itself at other times, and with other cells in the same week."""

from __future__ import annotations

import numpy as np
import pytest

from regulars.understanding.verdict.panel import Panel
from tests.understanding.verdict.panels import panel


def test_what_a_cell_always_has_and_what_all_have_in_a_week_drops_out() -> None:
    shock = np.array([[1.0, 1.0, 0.0, 0.0], [0.0, 1.0, 0.0, 1.0]])
    shop = Panel("x", np.array([0, 1]), np.array([0, 1]), np.array([[0, 0, 1], [0, 1, 3]]), shock, 1)
    contrast = shop.contrast
    assert contrast.sum(axis=0).tolist() == pytest.approx([0.0] * 4)
    assert contrast.sum(axis=1).tolist() == pytest.approx([0.0] * 2)
    assert contrast[0].tolist() == pytest.approx([0.5, 0.0, 0.0, -0.5])
    assert shop.answers(contrast).tolist() == pytest.approx([0.5, 0.5])
    assert (shop.cells, shop.weeks, shop.rate) == (2, 4, 3 / 8)


def test_a_calendar_turned_round_keeps_its_weeks_and_moves_them() -> None:
    shop, _ = panel(1)
    turned = shop.shifted(np.random.default_rng(1)).shock
    assert turned.sum(axis=1).tolist() == shop.shock.sum(axis=1).tolist()
    assert not (turned == shop.shock).all(axis=1).any()
