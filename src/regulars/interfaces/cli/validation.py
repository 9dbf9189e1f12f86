"""`regulars kinds validate`: whether to believe each axis, tested on the user's own facts."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from regulars.errors import UsageError
from regulars.interfaces.cli.commands import facts, say
from regulars.interfaces.cli.guarding import DONE
from regulars.interfaces.cli.options import Option

if TYPE_CHECKING:
    from regulars.understanding.verdict.verdict import Verdict

FORMAT = Option("format", "FORMAT", "table or json (else table)")
OPTIONS = (
    Option("split", "DAY", "the day on which the second half of time begins (else the middle)"),
    Option("seed", "N", "the seed of everything that is drawn (else 1)", int, 1),
    Option("draws", "N", "how many placebos of each family (else 199)", int, 199),
    FORMAT,
)


def validate(values: Mapping[str, Any]) -> int:
    """Print the verdict on each axis."""
    from regulars.understanding.verdict.verdict import verdict

    if values["format"] not in (None, "table", "json"):
        raise UsageError(f"--format is {values['format']!r}", expected="one of table, json", do="correct it")
    if values["draws"] < 1:
        raise UsageError(f"--draws is {values['draws']}", expected="1 or more; 199 to find p under 0.01", do="correct it")
    found = verdict(facts(values), seed=values["seed"], split=_day(values["split"]), draws=values["draws"])
    say(json.dumps(found.to_json(), ensure_ascii=False, indent=2) if values["format"] == "json" else as_text(found))
    return DONE


def as_text(found: Verdict) -> str:
    """The verdict for a terminal: a paragraph for each axis."""
    from regulars.understanding.verdict.telling import conclusion, headline, sentences

    paragraphs = [_wrapped(headline(found))]
    for axis in found.axes:
        paragraphs.append("\n".join([_wrapped(conclusion(axis)), *(_wrapped(s, "  ") for s in sentences(axis))]))
    told = [f"--failed {axis}" for axis in found.failed] + [f"--supported {axis}" for axis in found.supported]
    if told:
        use = "What held is used, and what did not is left out, by"
        paragraphs.append(_wrapped(f"{use}: regulars kinds SOURCE {' '.join(told)}"))
    paragraphs.append(f"kinds_verdict/1; as of {found.as_of}, {found.time_zone}; seed {found.seed}.")
    return "\n\n".join(paragraphs)


def _wrapped(text: str, indent: str = "") -> str:
    return textwrap.fill(text, 96, initial_indent=indent, subsequent_indent=indent + "  ")


def _day(given: str | None) -> date | None:
    if given is None:
        return None
    try:
        return date.fromisoformat(given)
    except ValueError as e:
        raise UsageError(f"--split is {given!r}", expected="a day such as 2024-06-30", do="correct it") from e
