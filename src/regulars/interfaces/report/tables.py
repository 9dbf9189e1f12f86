"""The report as a folder of CSVs: one file for each measure, with what its columns mean beside it."""

from __future__ import annotations

import json
import re
from typing import Any

from regulars.interfaces.report.assemble import Contents
from regulars.interfaces.report.twin import csv_text
from regulars.measures.result import Result

DEFINITIONS, NUMBERS = "definitions.csv", "numbers.csv"


def tables(told: Contents) -> dict[str, str]:
    """Each file's name and text: every measure's whole table, the five numbers, and the definitions.

    ``definitions.csv`` has a row for each file: its definition and version, what it means, when it is
    undefined, its interval and source, n, as of, time zone, settings, what was left out, its reading.
    """
    files = {_named(name): result for name, result in told.results.items()}
    out = {name: csv_text(result.table.to_pylist()) for name, result in files.items() if result.table.num_rows}
    out[NUMBERS] = csv_text([_number(n) for n in told.numbers])
    out[DEFINITIONS] = csv_text([_definition(name if name in out else "", result) for name, result in files.items()])
    return out


def _named(name: str) -> str:
    """A file's name: letters, digits and underscores, whatever a question holds."""
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_") + ".csv"


def _number(number: Any) -> dict[str, str]:
    return {name: str(getattr(number, name)) for name in ("name", "theme", "label", "value", "unit", "known", "note")}


def _definition(file: str, result: Result) -> dict[str, Any]:
    return {
        "file": file,
        "definition": result.definition.id,
        "means": result.definition.sentence,
        "undefined": result.definition.undefined,
        "interval": result.definition.interval,
        "source": result.definition.source,
        "n": result.n,
        "n_of": result.n_of,
        "as_of": result.as_of,
        "time_zone": result.time_zone,
        "settings": json.dumps(dict(result.settings), ensure_ascii=False, default=str),
        "left_out": "; ".join(f"{e.n} {e.what}" for e in result.exclusions if e.n),
        "latest": json.dumps(result.latest.to_json(), ensure_ascii=False),
        "reading": result.reading,
    }
