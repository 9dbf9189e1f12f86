"""The reference pages, as the code says them: each is a function from nothing to a page's text."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import MISSING, Field, fields
from functools import cache
from pathlib import Path
from typing import Any

import regulars
from regulars import errors, measures
from regulars.errors import RegularsError
from regulars.facts.kinds import KINDS, Column
from regulars.facts.mapping import FIELDS
from regulars.facts.policies import POLICIES
from regulars.measures.result import Definition
from regulars.settings import Settings

FOLDER = Path(__file__).parents[1] / "docs" / "reference"
_TOML = """
```toml
# regulars.toml
format = 1
currency = "EUR"
time_zone = "Europe/Vilnius"

[policies]
guests = "takings_only"

[rates]
USD = "0.92"
```
"""
NOTE = "<!-- Written by `make docs` from the code: edit the code. -->\n\n"


@cache
def commands() -> str:
    """Every command with its help, as the command line prints it."""
    from regulars.interfaces.cli.application import application

    app = application()
    names = [c.name for c in app.registered_commands if c.name]
    parts = ["# Commands\n", "The path of a workspace or file is always the first argument.\n", _help(app)]
    for name in names:
        parts += [f"## regulars {name}\n", _help(app, name)]
    for group in app.registered_groups:
        of_group = group.typer_instance
        assert of_group is not None, "a group has its commands"
        for verb in (c.name for c in of_group.registered_commands if c.name):
            name = str(of_group.info.name)
            parts += [f"## regulars {name} {verb}\n", _help(app, name, verb)]
    return "\n".join(parts)


def _help(app: Any, *names: str) -> str:
    from typer.testing import CliRunner

    printed = CliRunner().invoke(app, [*names, "--help"], env={"COLUMNS": "100"}, prog_name="regulars", catch_exceptions=False)
    assert printed.exit_code == 0, printed.output
    return f"```text\n{printed.output.strip()}\n```\n"


def settings() -> str:
    rows = [
        (f"`{f.name}`", _default(f), f"`{flag(f.name)}`", _environment(f.name), f.metadata["help"]) for f in fields(Settings)
    ]
    return (
        "# Settings\n\nA setting is looked for in four places; the first that has it holds: the command's flag, the "
        "environment, `regulars.toml` in the workspace, the default. In Python it is a keyword of `rg.Settings(…)`.\n\n"
        + _table(("setting", "default", "flag", "environment", "what it says"), rows)
        + _TOML
    )


def flag(name: str) -> str:
    """The flag that sets a setting; those with several values are given one at a time."""
    return {"policies": "--policy", "rates": "--rate"}.get(name, "--" + name.replace("_", "-"))


def _default(f: Field[Any]) -> str:
    value = f.default if f.default is not MISSING else {}
    return "" if value in (None, {}) else f"`{value}`"


def _environment(name: str) -> str:
    return "" if name in ("policies", "rates") else f"`REGULARS_{name.upper()}`"


def policies() -> str:
    parts = [
        "# Policies\n",
        "Some rows need a choice before they are facts. Each choice has a name and a default; the intake says how many rows "
        "each concerned and what it changed. Set one under `[policies]` in `regulars.toml`, with `--policy name=choice`, "
        'or with `rg.Settings(policies={"name": "choice"})`.\n',
    ]
    for p in POLICIES:
        rows = [(f"`{c}`" + (" (default)" if c == p.default else ""), means) for c, means in p.choices.items()]
        parts += [f"## {p.name}\n", p.meaning[:1].upper() + p.meaning[1:] + ".\n", _table(("choice", "what is done"), rows)]
    return "\n".join(parts)


def facts() -> str:
    parts = [
        "# Kinds of fact\n",
        "A fact is one thing that happened to one customer at one time. Each kind is a table; these are its columns in memory, "
        "in Parquet and in SQL. A column with ? may be empty.\n",
    ]
    for kind in KINDS.values():
        rows = [_column(c) for c in kind.columns]
        parts += [f"## {kind.name}\n", kind.meaning[:1].upper() + kind.meaning[1:] + ".\n"]
        parts += [_table(("column", "type", "unit", "meaning", "example"), rows)]
    parts += ["## Columns of a file\n", "What a column of a file may mean; `--map field=column` says so.\n"]
    return "\n".join([*parts, _table(("field", "meaning"), [(f"`{f.name}`", f.meaning) for f in FIELDS])])


def _column(c: Column) -> tuple[str, ...]:
    return (f"`{c.name}`" + ("" if c.required else " ?"), str(c.type), c.unit, c.meaning, f"`{c.example}`" if c.example else "")


def definitions() -> str:
    parts = [
        "# Definitions\n",
        "What each number means. A changed meaning raises the version, so `retention_rate/1` is the same number for ever. "
        "`regulars definitions NAME` prints one.\n",
    ]
    for d in sorted(all_definitions(), key=lambda d: d.name):
        rows = [("undefined", d.undefined), ("interval", d.interval), ("source", d.source)]
        parts += [f"## {d.id}\n", d.sentence[:1].upper() + d.sentence[1:] + ".\n", _table(("", ""), rows)]
    return "\n".join(parts)


def all_definitions() -> set[Definition]:
    """Every definition that a module of measures declares."""
    names = [m.name for m in pkgutil.walk_packages(measures.__path__, "regulars.measures.")]
    declared = (vars(importlib.import_module(name)).values() for name in names)
    return {value for values in declared for value in values if isinstance(value, Definition)}


def errors_() -> str:
    codes = [
        ("0", "done; there may be warnings"),
        ("1", "a bug of ours: please report it"),
        ("2", "the command or a setting is wrong"),
        ("3", "the data can't be used as it is"),
        ("4", "the environment: permission, disk, another process"),
        ("5", "done in part, as asked for with `--keep-going`"),
        ("130", "interrupted; nothing was changed"),
    ]
    rows = [
        ("&nbsp;" * 4 * depth + f"`{kind.__name__}`", str(kind.exit_code), _first(kind)) for depth, kind in _tree(RegularsError)
    ]
    return (
        "# Errors and exit codes\n\nEvery message says what was found, what was expected and what to do.\n\n"
        + _table(("exit code", "meaning"), codes)
        + "\n## The tree of errors\n\nAll are in `regulars.errors`.\n\n"
        + _table(("error", "exit code", "what it says"), rows)
    )


def _tree(kind: type[RegularsError], depth: int = 0) -> Iterator[tuple[int, type[RegularsError]]]:
    yield depth, kind
    ours = [k for k in kind.__subclasses__() if k.__module__ == errors.__name__]
    for child in ours:
        yield from _tree(child, depth + 1)


def python() -> str:
    parts = ["# Python\n", "`import regulars as rg`. These names are public; they keep their meaning under SemVer.\n"]
    for name in regulars.__all__:
        thing = getattr(regulars, name)
        if not callable(thing) or not (inspect.getdoc(thing) or ""):
            continue
        parts += [f"## {name}\n", f"```text\n{_signature(name, thing)}\n\n{inspect.getdoc(thing)}\n```\n"]
    return "\n".join(parts)


def _signature(name: str, thing: Callable[..., Any]) -> str:
    """How it is called, with types as they are written in the code."""
    signature = inspect.signature(thing)
    shown = list(_parameters(signature))
    returns = "" if inspect.isclass(thing) else f" -> {signature.return_annotation}"
    in_one_line = f"{name}({', '.join(shown)}){returns}"
    return in_one_line if len(in_one_line) <= 110 else f"{name}(\n" + "".join(f"    {p},\n" for p in shown) + f"){returns}"


def _parameters(signature: inspect.Signature) -> Iterator[str]:
    starred = False
    for p in signature.parameters.values():
        if p.name.startswith("_"):
            continue
        if p.kind is p.KEYWORD_ONLY and not starred:
            starred = True
            yield "*"
        starred = starred or p.kind is p.VAR_POSITIONAL
        mark = _STARS.get(str(p.kind.name), "")
        default = "" if p.default is p.empty else f" = {_value(p.default)}"
        yield f"{mark}{p.name}: {p.annotation}{default}"


_STARS = {"VAR_POSITIONAL": "*", "VAR_KEYWORD": "**"}


def _value(default: object) -> str:
    """A default as one would write it; one that is made anew each time has no text."""
    return "…" if repr(default).startswith("<") else repr(default)


def _first(thing: object) -> str:
    return (inspect.getdoc(thing) or "").split("\n")[0]


def _table(heads: tuple[str, ...], rows: list[Any]) -> str:
    lines = [heads, ("---",) * len(heads), *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |\n" for row in lines)


PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands,
    "settings.md": settings,
    "policies.md": policies,
    "facts.md": facts,
    "definitions.md": definitions,
    "errors.md": errors_,
    "python.md": python,
}


def text(name: str) -> str:
    """A page of the reference as the code says it now."""
    return NOTE + PAGES[name]().rstrip() + "\n"
