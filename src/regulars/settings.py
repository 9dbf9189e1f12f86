"""Settings: flag, then environment (REGULARS_*), then regulars.toml, then default."""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from regulars.errors import InputError, SettingsError
from regulars.words import currency_exponent

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
EMBEDDED = "duckdb"
DateOrder = Literal["auto", "dmy", "mdy", "ymd"]


@dataclass(frozen=True, slots=True)
class Settings:
    """What a shop tells regulars about itself. Every field can be set in all four places."""

    currency: str | None = field(default=None, metadata={"help": "ISO 4217 code where a file names none; EUR if nowhere"})
    time_zone: str = field(default="UTC", metadata={"help": "IANA zone that the shop lives in, e.g. Europe/Vilnius"})
    week_start: str = field(default="monday", metadata={"help": "first day of the week"})
    as_of: date | None = field(
        default=None,
        metadata={"help": "last day that counts, YYYY-MM-DD; else the log's last day, or today where that is earlier"},
    )
    minimum_n: int = field(default=30, metadata={"help": "fewest customers that a rate is shown for"})
    level: float = field(default=0.95, metadata={"help": "level of every interval, e.g. 0.95"})
    date_order: DateOrder = field(default="auto", metadata={"help": "auto, dmy, mdy or ymd for dates such as 03/04/2024"})
    decimal_mark: str = field(default="auto", metadata={"help": "auto, comma or dot"})
    inactive_after_days: int | None = field(
        default=None, metadata={"help": "silence after which a customer counts as churned; else proposed from the gaps"}
    )
    policies: Mapping[str, str] = field(
        default_factory=dict, metadata={"help": "name = choice, see docs/reference/policies.md"}
    )
    rates: Mapping[str, str] = field(
        default_factory=dict, metadata={"help": "currency = units of `currency` for one, e.g. USD = '0.92'"}
    )
    engine: str = field(
        default=EMBEDDED, metadata={"help": "what answers about a workspace: duckdb, or a cluster as spark://host:port"}
    )
    parts_at: str | None = field(
        default=None, metadata={"help": "where the cluster finds the workspace, if not at its own path: s3a://bucket/shop"}
    )
    memory_limit: str = field(default="1GiB", metadata={"help": "what the embedded engine may hold before it spills to disk"})

    def __post_init__(self) -> None:
        _check(self)

    def with_(self, **changes: Any) -> Settings:
        """A copy in which each given value that is not None replaces ours."""
        return replace(self, **{k: v for k, v in changes.items() if v is not None})


def _check(s: Settings) -> None:
    _check_money(s)
    try:
        ZoneInfo(s.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as e:
        raise SettingsError(
            f"time_zone is {s.time_zone!r}", expected="a name of the IANA list, such as Europe/Vilnius", do="correct it"
        ) from e
    _one_of("week_start", s.week_start, WEEKDAYS)
    _check_places(s)
    _one_of("date_order", s.date_order, ("auto", "dmy", "mdy", "ymd"))
    _one_of("decimal_mark", s.decimal_mark, ("auto", "comma", "dot"))
    if s.minimum_n < 1:
        raise SettingsError(f"minimum_n is {s.minimum_n}", expected="a whole number of 1 or more", do="correct it")
    if not 0.5 <= s.level < 1:
        raise SettingsError(f"level is {s.level}", expected="a share from 0.5 to below 1, such as 0.95", do="correct it")
    if s.inactive_after_days is not None and s.inactive_after_days < 1:
        raise SettingsError(f"inactive_after_days is {s.inactive_after_days}", expected="1 or more days", do="correct it")


def _check_places(s: Settings) -> None:
    if s.engine != EMBEDDED and not s.engine.startswith(("spark://", "local")):
        shown = s.engine.partition(";")[0].partition("@")[0]  # what stands behind these signs may be secret
        raise SettingsError(f"engine is {shown!r}", expected=f"{EMBEDDED}, or spark://host:port", do="correct it")
    if s.parts_at is not None and "@" in s.parts_at.partition("://")[2].partition("/")[0]:
        raise SettingsError(
            "parts_at holds a user or a password",
            expected="a place only, such as s3a://bucket/shop",
            do="give credentials to Spark, in its spark-defaults.conf or the environment of its workers",
        )


def _check_money(s: Settings) -> None:
    for code in (*([s.currency] if s.currency else []), *s.rates):
        try:
            currency_exponent(code)
        except InputError as e:
            raise SettingsError(e.found, expected=e.expected, do=e.do) from e
    for code, rate in s.rates.items():
        try:
            good = Decimal(rate) > 0
        except InvalidOperation:
            good = False
        if not good:
            raise SettingsError(f"the rate of {code} is {rate!r}", expected="a positive decimal, such as 0.92", do="correct it")


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise SettingsError(f"{name} is {value!r}", expected="one of " + ", ".join(allowed), do="correct it")


def load_settings(toml: Path | None = None, environment: Mapping[str, str] | None = None, **flags: Any) -> Settings:
    """Settings from the four places, the strongest last: default, toml, environment, flags."""
    values: dict[str, Any] = {}
    if toml is not None and toml.exists():
        values.update(_from_toml(toml))
    values.update(_from_environment(os.environ if environment is None else environment))
    values.update({k: v for k, v in flags.items() if v is not None})
    known = {f.name for f in fields(Settings)}
    if unknown := sorted(set(values) - known):
        raise SettingsError(
            f"unknown setting {', '.join(unknown)}", expected="one of " + ", ".join(sorted(known)), do="correct the name"
        )
    return Settings(**{k: _typed(k, v) for k, v in values.items()})


def _from_toml(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as f:
            table = tomllib.load(f)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as e:
        raise SettingsError(f"{path} is not valid TOML: {e}", do="correct that line") from e
    return {k: v for k, v in table.items() if k not in ("format", "mapping", "pseudonym_key", "store", "points")}


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    scalar = {f.name for f in fields(Settings)} - {"policies", "rates"}
    return {
        name: environment[key] for name in scalar if (key := "REGULARS_" + name.upper()) in environment and environment[key]
    }


def _typed(name: str, value: Any) -> Any:
    """A value of the environment or a flag arrives as text; toml and Python bring types."""
    try:
        if name in ("minimum_n", "inactive_after_days"):
            return int(value)
        if name == "level":
            return float(value)
        if name == "as_of" and not isinstance(value, date):
            return date.fromisoformat(value)
    except ValueError as e:
        expected = "a date as YYYY-MM-DD" if name == "as_of" else "a number"
        raise SettingsError(f"{name} is {value!r}", expected=expected, do="correct it") from e
    if name in ("policies", "rates"):
        return {str(k): str(v) for k, v in dict(value).items()}
    return value


def toml_text(values: Mapping[str, Any]) -> str:
    """Values as TOML: plain ones first, then tables.

    >>> toml_text({"currency": "EUR", "mapping": {"customer": "Kunde"}})
    'currency = "EUR"\\n\\n[mapping]\\n"customer" = "Kunde"\\n'
    """
    plain = {k: v for k, v in values.items() if not isinstance(v, Mapping)}
    tables = {k: v for k, v in values.items() if isinstance(v, Mapping) and v}
    lines = [f"{k} = {_toml_value(v)}" for k, v in plain.items()]
    for name, table in tables.items():
        lines += ["", f"[{name}]", *(f"{json.dumps(k)} = {_toml_value(v)}" for k, v in table.items())]
    return "\n".join(lines) + "\n"


def _toml_value(value: object) -> str:
    # A JSON string is a TOML string; dates are written as they are.
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str | bool | int | float) else str(value)
