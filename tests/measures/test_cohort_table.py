"""The marks of a cohort table."""

from __future__ import annotations

import numpy as np

from regulars.measures.cohort_table import predating, usual_gap


def test_the_usual_gap_is_ages_spanned_by_returns() -> None:
    assert usual_gap({"spans": np.array([6, 0]), "returns": np.array([0, 4])}) == 1.5


def test_without_returns_there_is_no_usual_gap() -> None:
    assert usual_gap({"spans": np.array([0]), "returns": np.array([0])}) == 0.0


def test_the_rule_is_said() -> None:
    assert predating(1.5, "month").startswith("cohorts that began within 1.5 months of the log's start")
