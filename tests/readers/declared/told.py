"""Files of declared kinds as text, read as a command would read them."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping as Lookup
from dataclasses import dataclass
from typing import Any

from regulars.engines.duckdb import DuckDBEngine
from regulars.facts.intake import Intake
from regulars.facts.recognition import recognise_all
from regulars.readers.declared.cells import Cells
from regulars.readers.rows.fields import Form
from regulars.readers.rows.reading import take_in
from regulars.settings import Settings
from tests.readers.rows.tables import ORIGIN, TableScan, table

_HEAD = ("fact_id", "recorded_at", "source", "import_id")


@dataclass(frozen=True)
class Told:
    """What a reading left: facts by kind, the quarantine, and the intake."""

    facts: dict[str, list[dict[str, Any]]]
    ids: dict[str, list[bytes]]
    quarantine: list[tuple[Any, ...]]
    intake: Intake

    def __getitem__(self, kind: str) -> list[dict[str, Any]]:
        return self.facts[kind]

    def column(self, kind: str, *names: str) -> list[Any]:
        """The values of one column, or of several as tuples."""
        rows = [tuple(fact[n] for n in names) for fact in self.facts[kind]]
        return [row[0] for row in rows] if len(names) == 1 else rows

    @property
    def said(self) -> str:
        return "\n".join(n.sentence for n in self.intake.noticed)


def scan(engine: DuckDBEngine, name: str, text: str) -> TableScan:
    """A text with commas as a Scan; an empty cell is empty."""
    header, *rows = csv.reader(io.StringIO(text.strip()))
    return table(engine.connection, name, header, [rows])


def cells(engine: DuckDBEngine, text: str, mapping: Lookup[str, str] | None = None) -> Cells:
    """One file with its columns recognised."""
    made = scan(engine, "one", text)
    (found,) = recognise_all([(made.columns, made.sample)], mapping)
    return Cells(Form(0, made, found))


def told(*texts: str, mapping: Lookup[str, str] | None = None, **settings: Any) -> Told:
    """Everything that reading these files in one command leaves."""
    with DuckDBEngine(threads=1) as engine:
        scans = [scan(engine, f"file{i}", text) for i, text in enumerate(texts, 1)]
        mappings = recognise_all([(s.columns, s.sample) for s in scans], mapping)
        intake = take_in(engine.connection, list(zip(scans, mappings, strict=True)), Settings(**settings), ORIGIN)
        kinds = dict.fromkeys(m.kind for m in mappings)
        facts, ids = {}, {}
        for kind in kinds:
            rows = engine.connection.sql(f"FROM incoming_{kind}")
            found = sorted(rows.to_arrow_table().to_pylist(), key=lambda r: str([v for k, v in r.items() if k != "fact_id"]))
            ids[kind] = sorted(r["fact_id"] for r in found)
            facts[kind] = [{k: v for k, v in r.items() if k not in _HEAD} for r in found]
        bad = engine.connection.sql("SELECT file, record, column_name, value, reason FROM quarantine ORDER BY ALL").fetchall()
    return Told(facts, ids, bad, intake)
