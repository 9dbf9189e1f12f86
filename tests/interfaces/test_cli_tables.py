"""Tables as people and spreadsheets get them."""

from __future__ import annotations

from datetime import date
from typing import Any

from regulars.interfaces.cli.tables import aligned, as_csv

MAY: dict[str, Any] = {
    "group": None,
    "starts": date(1997, 5, 1),
    "complete": True,
    "active_before": 2822,
    "retention_rate": 852 / 2822,
    "low": 0.2853,
    "high": 0.3191,
    "enough": True,
}
JUNE = {
    **MAY,
    "starts": date(1997, 6, 1),
    "complete": False,
    "active_before": 7,
    "retention_rate": None,
    "low": None,
    "high": None,
}


def test_a_rate_stands_with_its_interval_and_what_is_not_known_is_a_dash() -> None:
    assert aligned([MAY, JUNE]).splitlines() == [
        "starts      complete  active before      retention rate",
        "──────────  ────────  ─────────────  ──────────────────",
        "1997-05-01  yes               2,822  30.2 % (28.5–31.9)",
        "1997-06-01  no                    7                   –",
    ]


def test_groups_show_as_soon_as_there_is_one() -> None:
    lines = aligned([MAY, {**MAY, "group": "Vilnius"}]).splitlines()
    assert lines[0].startswith("group      starts")
    assert lines[2].startswith("everybody  1997")
    assert lines[3].startswith("Vilnius    1997")


def test_nothing_to_show_is_said() -> None:
    assert aligned([]) == "(no rows)"


def test_an_id_cannot_move_the_cursor() -> None:
    assert "\x1b" not in aligned([{"customer_id": "\x1b[2JAnna"}])


def test_days_are_no_percentages() -> None:
    assert "5.5 (4.0–7.0)" in aligned([{"median_days": 5.5, "low": 4.0, "high": 7.0}])


def test_csv_holds_plain_numbers_and_no_formula() -> None:
    rows: list[dict[str, Any]] = [
        {"customer_id": "=HYPERLINK(1)", "due_on": date(2024, 3, 1), "days": -3},
        {"customer_id": "@Ben", "due_on": None, "days": 2},
    ]
    assert as_csv(rows, ["customer_id", "due_on", "days"]) == (
        "customer_id,due_on,days\n'=HYPERLINK(1),2024-03-01,-3\n'@Ben,,2\n"
    )  # fmt: skip


def test_amounts_stand_in_the_coins_of_their_own_currency_and_shares_with_their_own_intervals() -> None:
    paid = {"currency": "EUR", "before_minor": 30_200, "net_share": 0.988, "net_low": 0.887, "net_high": 1.068, "n": 66}
    yen = {**paid, "currency": "JPY", "before_minor": -302}
    assert aligned([paid, yen]).splitlines() == [
        "currency  before            net share   n",
        "────────  ──────  ───────────────────  ──",
        "EUR       302.00  98.8 % (88.7–106.8)  66",
        "JPY         -302  98.8 % (88.7–106.8)  66",
    ]


def test_minor_units_of_no_known_currency_stay_what_they_are() -> None:
    assert aligned([{"before_minor": 30_200}]).splitlines()[-1] == "      30,200"
