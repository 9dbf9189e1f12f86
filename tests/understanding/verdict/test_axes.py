"""A customer's place on an axis is what its signed, shrunk indicators add up to."""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa

from regulars.understanding.evidence.evidence import Column, Evidence
from regulars.understanding.evidence.indicators import INDICATORS
from regulars.understanding.verdict.axes import AXES, KIND_OF_AXIS, names_of, score


def column(name: str, z: list[float]) -> Column:
    n = len(z)
    return Column(INDICATORS[name], np.zeros(n), np.zeros(n), np.array(z), np.ones(n), np.ones(n, np.int64))


FOUND = Evidence(
    pa.array(["Anna", "Ben"]),
    (column("promotion_share", [2.0, -2.0]), column("without_incentive", [-1.0, 0.0]), column("referrals", [1.0, 0.0])),
    (date(2024, 1, 1), date(2024, 6, 30)),
)


def test_what_speaks_against_counts_with_the_other_sign() -> None:
    # Each is halved by its doubt; orders without promotion speak against rewards.
    assert score(FOUND, "incentive").tolist() == [1.0 + 0.5, -1.0]
    assert score(FOUND, "incentive", {"promotion_share": 0.5, "without_incentive": 0.0}).tolist() == [0.5, -0.5]


def test_speaking_for_the_shop_is_part_of_attitude() -> None:
    assert score(FOUND, "attitude").tolist() == [0.5, 0.0]
    assert names_of(FOUND, "attitude") == ("referrals",)
    assert score(FOUND, "constraint").tolist() == [0.0, 0.0]


def test_every_axis_has_its_kind() -> None:
    assert list(AXES) == list(KIND_OF_AXIS)
