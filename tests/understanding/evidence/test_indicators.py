"""Every indicator says what it is, in words."""

from __future__ import annotations

import pytest

from regulars.understanding.evidence.evidence import FAMILIES, Indicator
from regulars.understanding.evidence.indicators import INDICATORS, of_family


@pytest.mark.parametrize("indicator", INDICATORS.values(), ids=lambda i: i.name)
def test_an_indicator_says_unit_window_what_is_missing_and_who_uses_it(indicator: Indicator) -> None:
    said = (indicator.meaning, indicator.unit, indicator.window, indicator.missing, indicator.source)
    assert all(said)
    assert indicator.sign in (1, -1)


def test_every_family_has_indicators() -> None:
    assert sum(len(of_family(f)) for f in FAMILIES) == len(INDICATORS)
    assert min(len(of_family(f)) for f in FAMILIES) >= 3
