"""`regulars kinds` and `regulars customer`: why customers return, all of them and one by one."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from regulars.errors import EnvironmentFault, UsageError
from regulars.interfaces.cli.commands import facts, say
from regulars.interfaces.cli.guarding import DONE
from regulars.interfaces.cli.options import Argument, Option
from regulars.words import counted

if TYPE_CHECKING:
    from regulars.understanding.kinds.assumptions import Assumptions
    from regulars.understanding.kinds.explaining import Explanation
    from regulars.understanding.kinds.found import Kinds

FORMAT = Option("format", "FORMAT", "table or json (else table)")
ASSUMPTIONS = Option("assumptions", "FILE", "what you assume, as YAML; `regulars kinds assumptions` prints what ships", Path)
_PERIOD = Option("period", "UNIT", "day, week, month, quarter or year (else quarter)")
_FAILED = Option("failed", "AXIS", "an axis that failed its test and is not to be used; may be given again", list[str])
_SUPPORTED = Option(
    "supported", "AXIS", "an axis that passed its test: past shocks then set right what people say; may be given again",
    list[str],
)  # fmt: skip
OPTIONS = (
    _PERIOD,
    ASSUMPTIONS,
    _FAILED,
    _SUPPORTED,
    Option("out", "FILE", "where to write each customer's kind; .parquet or .csv", Path),
    FORMAT,
)
CUSTOMER = Argument("customer", "ID", "the customer's id, as the files name it", str)
OPTIONS_OF_ONE = (ASSUMPTIONS, _FAILED, _SUPPORTED, FORMAT)


def kinds(values: Mapping[str, Any]) -> int:
    """Print the headline, what rests on what, and what is assumed; write each customer where asked."""
    from regulars.interfaces.cli.whole_files import write_whole

    chosen, out = _format(values), _checked(values["out"])
    found = _found(values)
    say(json.dumps(found.to_json(), ensure_ascii=False, indent=2) if chosen == "json" else as_text(found))
    if out is not None:
        write_whole(out, lambda draft: _write(found, draft, out.suffix.lower()))
        if chosen == "table":
            say(f"{counted(found.table.num_rows, 'customer')} are in {out}.")
    return DONE


def customer(values: Mapping[str, Any]) -> int:
    """Print what may be said of one customer, and the facts that it rests on."""
    from dataclasses import asdict

    chosen = _format(values)
    told = _found({**values, "period": None}, times=0).explain(values["customer"])
    say(json.dumps(asdict(told), ensure_ascii=False, indent=2) if chosen == "json" else one_as_text(told))
    return DONE


def assumptions(_: Mapping[str, Any]) -> int:
    """Print what is assumed, as YAML to copy and change."""
    from regulars.understanding.kinds.assumptions import as_shipped

    say(as_shipped())
    return DONE


def _format(values: Mapping[str, Any]) -> str:
    if values["format"] not in (None, "table", "json"):
        raise UsageError(f"--format is {values['format']!r}", expected="one of table, json", do="correct it")
    return values["format"] or "table"


def _checked(out: Path | None) -> Path | None:
    if out is not None and out.suffix.lower() not in (".parquet", ".csv"):
        raise UsageError(f"--out is {out.name}", expected="a name that ends in .parquet or .csv", do="correct it")
    return out


def _found(values: Mapping[str, Any], **more: Any) -> Kinds:
    import regulars
    from regulars.understanding.kinds.crutches import AXES

    failed, supported = (tuple(values[name] or ()) for name in ("failed", "supported"))
    for axis in (*failed, *supported):
        if axis not in AXES:
            raise UsageError(f"there is no axis {axis!r}", expected="one of " + ", ".join(AXES), do="correct the name")
    held, period = assumed(values["assumptions"]), values["period"] or "quarter"
    return regulars.kinds(facts(values), period=period, assumptions=held, failed=failed, supported=supported, **more)


def assumed(path: Path | None) -> Assumptions | None:
    """What the file holds, None where none is named; EnvironmentFault where it cannot be read."""
    from regulars.understanding.kinds.assumptions import assumptions_of

    if path is None:
        return None
    try:
        return assumptions_of(path.read_text(encoding="utf-8"), str(path))
    except OSError as e:
        raise EnvironmentFault.of(e, f"reading {path}") from e


def _write(found: Kinds, draft: Path, ending: str) -> None:
    import pyarrow.csv
    import pyarrow.parquet

    if ending == ".csv":
        from regulars.interfaces.cli.tables import as_csv

        draft.write_text(as_csv(found.table.to_pylist(), found.table.column_names), encoding="utf-8")
    else:
        pyarrow.parquet.write_table(found.table, draft, compression="zstd")


def as_text(found: Kinds) -> str:
    """Kinds for a terminal: the sentence, what rests on what, how many may be called what, and what is assumed."""
    from regulars.interfaces.cli.tables import aligned
    from regulars.understanding.kinds.telling import STRESS

    paragraphs = [_wrapped(found.reading)]
    if found.headline is not None:
        paragraphs += [aligned(found.parts_rows()), _wrapped(STRESS), aligned(found.lost_rows())]
    named = "may be called" if found.learned else "what they do, not why"
    paragraphs.append(aligned([{named: name, "customers": n} for name, n in found.counts().items()]))
    paragraphs.append("\n".join(_wrapped(f"- {note}", "  ") for note in found.notes()))
    return "\n\n".join(paragraphs)


def one_as_text(told: Explanation) -> str:
    """One customer for a terminal."""
    from regulars.understanding.kinds.crutches import CRUTCHES
    from regulars.understanding.kinds.wording import IF_IT_GOES

    lines = [f"{told.customer_id}: {told.sentence}", *(f"Said: {s}." for s in told.said), *(f"- {f}" for f in told.facts)]
    if told.stays:
        rest = "; ".join(f"{IF_IT_GOES[crutch]} {_percent(told, crutch)}" for crutch in CRUTCHES)
        lines.append(f"Would still come, if only this goes: {rest}.")
    return "\n".join(_wrapped(line, "  " if line.startswith("-") else "") for line in lines)


def _percent(told: Explanation, crutch: str) -> str:
    from regulars.measures.sentences import percent

    low, high = told.bands[crutch]
    return f"{percent(told.stays[crutch])} ({100 * low:.0f}–{100 * high:.0f})"


def _wrapped(text: str, indent: str = "") -> str:
    return textwrap.fill(text, 96, subsequent_indent=indent)
