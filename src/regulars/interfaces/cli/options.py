"""Options that many commands share, declared once; the settings' own follow from ``Settings``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from inspect import Parameter
from pathlib import Path
from typing import Annotated, Any

import typer

from regulars.errors import SettingsError, UsageError
from regulars.settings import Settings

_METAVARS = {
    "currency": "CODE",
    "time_zone": "ZONE",
    "week_start": "WEEKDAY",
    "as_of": "DAY",
    "minimum_n": "N",
    "level": "SHARE",
    "date_order": "ORDER",
    "decimal_mark": "MARK",
    "inactive_after_days": "DAYS",
    "engine": "ENGINE",
    "parts_at": "PLACE",
    "memory_limit": "SIZE",
}
_NAMED_PAIRS = ("policies", "rates")
MAPPING_FILE = "mapping_file"


@dataclass(frozen=True)
class Option:
    """One option. ``type`` is what Typer turns the text into, ``read`` what it then means.

    ``flag`` where the name would not do.
    """

    name: str
    metavar: str
    help: str
    type: Any = str
    default: Any = None
    flag: str = ""
    read: Callable[[Any], Any] = field(default=lambda given: given, compare=False)

    @cached_property
    def parameter(self) -> Parameter:
        flag = self.flag or "--" + self.name.replace("_", "-")
        option = typer.Option(flag, metavar=self.metavar or None, help=self.help, show_default=False)
        annotation: Any = Annotated[self.type if self.type is bool else self.type | None, option]
        return Parameter(self.name, Parameter.KEYWORD_ONLY, default=self.default, annotation=annotation)


@dataclass(frozen=True)
class Argument:
    """A positional argument; of type list it takes one or more, and it may be left out if ``optional``."""

    name: str
    metavar: str
    help: str
    type: Any = list[str]
    optional: bool = False

    @cached_property
    def parameter(self) -> Parameter:
        default = None if self.optional else Parameter.empty
        # The list of arguments that Typer prints would show Python's types; the command's help explains them instead.
        wanted: Any = self.type | None if self.optional else self.type
        annotation: Any = Annotated[wanted, typer.Argument(metavar=self.metavar, hidden=True)]
        return Parameter(self.name, Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


SOURCE = Argument("source", "SOURCE", "a file, folder or glob of orders, the address of a database's table, or a workspace")
PERIOD = Option("period", "UNIT", "day, week, month, quarter or year (else month)")
BY = Option("by", "NAME", "compare groups: place, channel, currency, home_shop or a customer's attribute")
FORMAT = Option("format", "FORMAT", "table, json or csv (else table)")

SETTINGS: tuple[Option, ...] = (
    *(Option(f.name, _METAVARS[f.name], f.metadata["help"]) for f in fields(Settings) if f.name not in _NAMED_PAIRS),
    Option("policies", "NAME=CHOICE", "what to do with odd rows; see `regulars policies`", list[str], flag="--policy"),
    Option("rates", "CODE=RATE", "what one unit of another currency is worth, e.g. USD=0.92", list[str], flag="--rate"),
)  # fmt: skip
READING: tuple[Option, ...] = (
    Option("columns", "FIELD=COLUMN", "which column means what, e.g. customer=client_no", list[str], flag="--map"),
    Option(MAPPING_FILE, "FILE", "a mapping saved before", Path, flag="--mapping"),
    Option("query", "SQL", "what to read from the database that SOURCE is the address of"),
    Option("encoding", "NAME", "what text files are written in, e.g. windows-1257 (else it is found out)"),
)
KEEP_GOING = Option("keep_going", "", "pass by files that can't be read; then the exit code is 5", bool, False)


def flags(values: Mapping[str, Any]) -> dict[str, Any]:
    """The settings among a command's values, as ``load_settings`` takes them."""
    given = {o.name: values[o.name] for o in SETTINGS if values.get(o.name) not in (None, [])}
    return {k: pairs(v, _flag(k)) if k in _NAMED_PAIRS else v for k, v in given.items()}


def _flag(name: str) -> str:
    return next(o.flag for o in SETTINGS if o.name == name)


def pairs(items: Iterable[str], flag: str) -> dict[str, str]:
    """``["a=b"]`` as ``{"a": "b"}``.

    >>> pairs(["customer=client no"], "--map")
    {'customer': 'client no'}
    """
    found: dict[str, str] = {}
    for item in items:
        name, equals, value = item.partition("=")
        if not equals or not name.strip():
            raise UsageError(
                f"{flag} is {item!r}", expected="a name, an equals sign and a value", do=f"write {flag} NAME=VALUE"
            )
        found[name.strip()] = value.strip()
    return found


def spans(items: Iterable[str]) -> tuple[tuple[int, int], ...]:
    """
    >>> spans(["1-1", "2-3"])
    ((1, 1), (2, 3))
    """
    found = []
    for item in items:
        first, dash, last = item.partition("-")
        if not (dash and first.strip().isdigit() and last.strip().isdigit()):
            raise UsageError(f"--bracket is {item!r}", expected="first and last age, such as 2-3", do="correct it")
        found.append((int(first), int(last)))
    return tuple(found)


def reading(values: Mapping[str, Any]) -> dict[str, Any]:
    """How files are to be read, as the public functions take it."""
    return {"mapping": mapping(values), "encoding": values.get("encoding")}


def sources(values: Mapping[str, Any], name: str = "source") -> list[str]:
    """The sources of a command; --query is what is read from the one of them that is a database's address."""
    given: list[str] = values[name]
    if not values.get("query"):
        return given
    from regulars.readers.databases.addresses import is_address, with_query

    if sum(map(is_address, given)) != 1:
        raise UsageError(
            "--query is given, and "
            + ("several sources are databases" if any(map(is_address, given)) else "no source is a database"),
            expected="the address of one database, such as sqlite:///shop.db or postgresql://user@host/shop",
            do="give it as SOURCE, or leave --query out",
        )
    return [with_query(s, values["query"]) if is_address(s) else s for s in given]


def mapping(values: Mapping[str, Any]) -> Any:
    """What ``--map`` and ``--mapping`` say of the columns; None where neither is given."""
    given, file = values.get("columns"), values.get(MAPPING_FILE)
    if given and file:
        raise UsageError("both --map and --mapping are given", expected="one of them", do="leave one out")
    if file:
        from regulars.facts.mapping import mapping_from_toml

        try:
            found = mapping_from_toml(Path(file).read_text(encoding="utf-8"))
        except UnicodeDecodeError as e:
            raise SettingsError(f"{file} is no text in UTF-8", expected="a mapping saved before", do="name that file") from e
        if not found:
            raise SettingsError(
                f"{file} holds no [[mapping]]", do="save one with `regulars inspect SOURCE --save-mapping FILE`"
            )
        return found
    return pairs(given, "--map") if given else None
