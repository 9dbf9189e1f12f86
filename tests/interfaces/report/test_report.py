"""The public door to the report."""

from __future__ import annotations

import pytest

from regulars.errors import UsageError
from regulars.interfaces.report import report
from regulars.words import PERIOD_UNITS
from tests.interfaces.report.shop import shop


def test_it_comes_in_three_forms() -> None:
    assert report(shop()).startswith("<!doctype html>")
    assert report(shop(), format="json").startswith("{")
    assert report(shop(), format="terminal").startswith("2024.csv\n")


@pytest.mark.parametrize("period", PERIOD_UNITS)
def test_any_period_can_be_reported(period: str) -> None:
    text = report(shop(), period=period, format="terminal")
    assert f"Retention {period} by {period}" in text
    assert report(shop(), period=period).endswith("</html>")


def test_another_form_or_period_is_a_usage_error_that_names_the_known_ones() -> None:
    with pytest.raises(UsageError, match="html, json, md, terminal"):
        report(shop(), format="pdf")
    with pytest.raises(UsageError, match="day, week, month, quarter, year"):
        report(shop(), period="fortnight")
