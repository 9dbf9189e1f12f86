"""What a cell of a cohort table may say."""

from __future__ import annotations

import numpy as np

from regulars.measures.cohort_cells import Shape, cells


def columns(*rows: tuple[int, int, int, int]) -> dict[str, np.ndarray]:
    names = ("cohort", "age", "last_age", "customers")
    return {n: np.array(c, dtype=np.int64) for n, c in zip(names, zip(*rows, strict=True), strict=True)}


AGES = np.arange(3)


def test_a_calendar_age_that_is_not_over_is_a_part() -> None:
    found = cells(columns((0, 0, 0, 9), (0, 1, 0, 4)), Shape("month", "calendar", "on", AGES, AGES, periods=3, over=2))
    assert found.came_back[0].tolist() == [9, 4, 0]
    assert (found.whole[0].tolist(), found.part[0].tolist()) == ([True, True, False], [False, False, True])
    assert found.averaged[0].tolist() == [True, True, False]


def test_an_elapsed_age_counts_only_who_has_been_through_it() -> None:
    rows = columns((0, 0, 0, 2), (0, 0, 1, 3), (0, 1, 0, 1), (0, 1, 1, 2))
    found = cells(rows, Shape("month", "elapsed", "on", AGES, AGES, periods=1, over=1))
    assert found.eligible[0].tolist() == [5, 3, 0]
    assert found.came_back[0].tolist() == [5, 2, 0]
    assert (found.whole[0].tolist(), found.part[0].tolist()) == ([True, False, False], [False, True, False])
