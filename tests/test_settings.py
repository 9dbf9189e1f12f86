"""Settings: flag, then environment, then regulars.toml, then default; a wrong one says what it may be."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from regulars.errors import SettingsError
from regulars.settings import Settings, load_settings


@pytest.fixture
def toml(tmp_path: Path) -> Path:
    """The settings of Ona's shop in Vilnius."""
    path = tmp_path / "regulars.toml"
    path.write_text(
        'format = 1\ncurrency = "EUR"\ntime_zone = "Europe/Vilnius"\nminimum_n = 50\nas_of = 2024-06-30\n'
        '[policies]\nguests = "count_in_takings"\n[rates]\nUSD = "0.92"\n',
        encoding="utf-8",
    )
    return path


def test_without_anything_said_the_defaults_hold() -> None:
    assert load_settings(environment={}) == Settings()
    assert (Settings().time_zone, Settings().week_start, Settings().minimum_n) == ("UTC", "monday", 30)


def test_the_shop_says_it_once_in_its_toml(toml: Path) -> None:
    ours = load_settings(toml, environment={})
    assert (ours.currency, ours.time_zone, ours.minimum_n) == ("EUR", "Europe/Vilnius", 50)
    assert ours.as_of == date(2024, 6, 30)
    assert ours.policies == {"guests": "count_in_takings"}
    assert ours.rates == {"USD": "0.92"}


def test_the_environment_is_stronger_than_the_toml_and_a_flag_than_both(toml: Path) -> None:
    environment = {"REGULARS_MINIMUM_N": "40", "REGULARS_TIME_ZONE": "Europe/Riga", "REGULARS_LEVEL": ""}
    ours = load_settings(toml, environment, minimum_n="20", currency=None)
    assert (ours.minimum_n, ours.time_zone, ours.currency, ours.level) == (20, "Europe/Riga", "EUR", 0.95)


def test_a_file_that_is_not_there_says_nothing(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "none.toml", environment={}) == Settings()


def test_a_copy_changes_only_what_is_given() -> None:
    ours = Settings(currency="EUR", minimum_n=50).with_(minimum_n=None, level=0.9)
    assert (ours.currency, ours.minimum_n, ours.level) == ("EUR", 50, 0.9)


@pytest.mark.parametrize(
    ("wrong", "says", "expected"),
    [
        ({"currency": "euro"}, "'euro' is not a currency code", "ISO 4217"),
        ({"time_zone": "Europe/Vilna"}, "time_zone is 'Europe/Vilna'", "Europe/Vilnius"),
        ({"time_zone": "../etc/passwd"}, "time_zone is", "IANA"),
        ({"week_start": "Monday"}, "week_start is 'Monday'", "one of monday, tuesday"),
        ({"date_order": "dym"}, "date_order is 'dym'", "one of auto, dmy, mdy, ymd"),
        ({"decimal_mark": ","}, "decimal_mark is ','", "one of auto, comma, dot"),
        ({"minimum_n": "0"}, "minimum_n is 0", "a whole number of 1 or more"),
        ({"minimum_n": "many"}, "minimum_n is 'many'", "a number"),
        ({"level": "95"}, "Level is 95.0", "a share from 0.5 to below 1"),
        ({"as_of": "30.06.2024"}, "as_of is '30.06.2024'", "a date as YYYY-MM-DD"),
        ({"inactive_after_days": "0"}, "inactive_after_days is 0", "1 or more days"),
        ({"rates": {"USD": "cheap"}}, "The rate of USD is 'cheap'", "a positive decimal"),
        ({"rates": {"USD": "-1"}}, "The rate of USD is '-1'", "a positive decimal"),
        ({"rates": {"dollar": "1"}}, "'dollar' is not a currency code", "ISO 4217"),
        ({"curency": "EUR"}, "Unknown setting curency", "one of as_of, currency"),
    ],
)
def test_a_wrong_setting_says_what_it_may_be(wrong: dict[str, Any], says: str, expected: str) -> None:
    with pytest.raises(SettingsError) as refused:
        load_settings(environment={}, **wrong)
    assert str(refused.value).startswith(says)
    assert expected in refused.value.expected
    assert refused.value.exit_code == 2


def test_a_broken_toml_says_where(tmp_path: Path) -> None:
    path = tmp_path / "regulars.toml"
    path.write_text('currency = "EUR\n', encoding="utf-8")
    with pytest.raises(SettingsError, match="is not valid TOML") as refused:
        load_settings(path, environment={})
    assert "line 1" in str(refused.value)


def test_every_setting_says_what_it_is() -> None:
    assert [f.name for f in fields(Settings) if not f.metadata.get("help")] == []
