"""Small values: money is whole cents of one currency, a period knows its name, an estimate its doubt."""

from __future__ import annotations

import pickle
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.errors import InputError, NotEnoughData
from regulars.words import Estimate, Money, NotEnough, Period, counted, currency_exponent


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [
        ("12.34", "EUR", 1234),
        ("12.345", "EUR", 1234),  # half to even: down to 4
        ("12.355", "EUR", 1236),  # half to even: up to 6
        ("-12.345", "EUR", -1234),
        ("980", "JPY", 980),
        ("980.5", "JPY", 980),
        ("1.2345", "KWD", 1234),
        ("0.00005", "CLF", 0),
    ],
)
def test_money_is_rounded_once_and_half_to_even(amount: str, currency: str, minor: int) -> None:
    assert Money.of(amount, currency) == Money(minor, currency)


def test_anna_pays_in_euros_and_her_receipt_reads_so() -> None:
    assert str(Money(123456789, "EUR")) == "1,234,567.89 EUR"
    assert str(Money(980, "JPY")) == "980 JPY"
    assert str(Money(1234, "KWD")) == "1.234 KWD"


def test_two_currencies_never_add() -> None:
    assert Money(100, "EUR") + Money(23, "EUR") == Money(123, "EUR")
    with pytest.raises(InputError, match="Cannot add USD to EUR") as refused:
        Money(100, "EUR") + Money(100, "USD")
    assert "give rates" in str(refused.value)


@pytest.mark.parametrize("wrong", ["", "E", "eur", "EURO", "€€€", "12A", "ЕUR"])
def test_a_currency_is_three_capital_letters(wrong: str) -> None:
    with pytest.raises(InputError, match="is not a currency code"):
        currency_exponent(wrong)


@given(st.integers(-(10**15), 10**15), st.sampled_from(["EUR", "JPY", "KWD", "CLF"]))
def test_money_survives_its_own_decimal(minor: int, currency: str) -> None:
    money = Money(minor, currency)
    assert Money.of(money.amount, currency) == money
    assert Money.of(str(money.amount), currency) == money


@given(st.decimals("-1e9", "1e9", places=4))
def test_rounding_moves_money_by_half_a_cent_at_most(amount: Decimal) -> None:
    assert abs(Money.of(amount, "EUR").amount - amount) <= Decimal("0.005")


@pytest.mark.parametrize(
    ("period", "label"),
    [
        (Period("day", date(2024, 3, 5), date(2024, 3, 5)), "5 March 2024"),
        (Period("week", date(2024, 12, 30), date(2025, 1, 5)), "week 1 of 2025"),
        (Period("week", date(2023, 12, 31), date(2024, 1, 6)), "week 1 of 2024"),  # starts on a Sunday
        (Period("month", date(1997, 6, 1), date(1997, 6, 30)), "June 1997"),
        (Period("quarter", date(2024, 10, 1), date(2024, 12, 31)), "quarter 4 of 2024"),
        (Period("year", date(2024, 1, 1), date(2024, 12, 31)), "2024"),
    ],
)
def test_a_period_has_the_name_people_say(period: Period, label: str) -> None:
    assert period.label == label


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)))
def test_a_monday_week_is_named_as_iso_names_it(day: date) -> None:
    monday = day - timedelta(days=day.weekday())
    year, week, _ = day.isocalendar()
    assert Period("week", monday, monday + timedelta(days=6)).label == f"week {week} of {year}"


def test_an_estimate_is_required_and_given() -> None:
    june = Estimate(747 / 2214, interval=(0.318, 0.357), n=2214, definition="retention_rate/1")
    assert june.require() is june
    assert june.to_json() == {
        "kind": "estimate",
        "value": 747 / 2214,
        "interval": [0.318, 0.357],
        "n": 2214,
        "definition": "retention_rate/1",
        "level": 0.95,
        "unit": "share",
    }
    assert pickle.loads(pickle.dumps(june)) == june


def test_too_few_customers_are_an_answer_until_a_number_is_required() -> None:
    early = NotEnough(n=12, needed=30, definition="retention_rate/1")
    assert early.to_json()["kind"] == "not_enough"
    with pytest.raises(NotEnoughData) as refused:
        early.require()
    assert str(refused.value) == (
        "retention_rate/1: too few customers: 12.\n"
        "Expected: at least 30.\n"
        "What to do: wait for more data, use a longer period or fewer groups, or lower minimum_n knowingly."
    )


def test_one_row_is_no_rows() -> None:
    assert [counted(n, "row") for n in (0, 1, 2, 1500)] == ["0 rows", "1 row", "2 rows", "1,500 rows"]
    assert [counted(n, "line is", "lines are") for n in (1, 3)] == ["1 line is", "3 lines are"]
