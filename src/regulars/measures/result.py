"""What every measure returns: a table, its definition, and what it rests on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from html import escape
from typing import Any

import pyarrow as pa

from regulars.measures.framed import Framed
from regulars.pictures.picture import Picture
from regulars.words import Estimate, NotEnough


@dataclass(frozen=True, slots=True)
class Definition:
    """What a number means. A changed meaning raises ``version``."""

    name: str
    version: int
    sentence: str
    undefined: str
    interval: str
    source: str

    @property
    def id(self) -> str:
        return f"{self.name}/{self.version}"


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Who was left out of the number, and how many; ``why``, where a word on that helps."""

    what: str
    n: int
    why: str = ""

    def to_json(self) -> dict[str, Any]:
        return {"what": self.what, "n": self.n} | ({"why": self.why} if self.why else {})


@dataclass(frozen=True, slots=True)
class Result(Framed):
    """A measure's answer: frozen, picklable, and JSON-able.

    ``table`` is tidy, one row per finding, units in the column names; a null ``group`` is
    everybody. ``latest`` is the figure a reader wants first, over everybody, and ``reading`` says
    it in one sentence. ``figures`` and ``counts`` are further values over everybody, by name.
    """

    definition: Definition
    settings: Mapping[str, Any]
    as_of: date
    time_zone: str
    n: int
    exclusions: tuple[Exclusion, ...]
    table: pa.Table
    latest: Estimate | NotEnough
    reading: str
    drawing: Picture | None = field(default=None, repr=False, compare=False)
    figures: Mapping[str, Estimate | NotEnough] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    n_of: str = "customer"
    """What ``n`` counts, in the singular."""

    def picture(self) -> Picture | None:
        """The SVG, its rows and its sentence; None where there is nothing to draw."""
        return self.drawing

    def to_json(self) -> dict[str, Any]:
        """Plain values; dates as ISO text, what could not be observed as null."""
        return {
            "definition": self.definition.id,
            "means": self.definition.sentence,
            "settings": dict(self.settings),
            "as_of": self.as_of.isoformat(),
            "time_zone": self.time_zone,
            "n": self.n,
            "n_of": self.n_of,
            "exclusions": [e.to_json() for e in self.exclusions],
            "latest": self.latest.to_json(),
            "reading": self.reading,
            "figures": {name: figure.to_json() for name, figure in self.figures.items()},
            "counts": dict(self.counts),
            "rows": json.loads(json.dumps(self.table.to_pylist(), default=_plain, allow_nan=False)),
        }

    def _repr_html_(self) -> str:
        """For a notebook: the reading, the picture or the first rows, and what is meant."""
        shown = self.drawing.svg if self.drawing else _first_rows(self.table)
        meant = f"{self.definition.id}: {self.definition.sentence}"
        return f"<p><b>{escape(self.reading)}</b></p>{shown}<p>{escape(meant)}</p>"


def _first_rows(table: pa.Table, most: int = 10) -> str:
    """The first rows as a table of HTML, everything in them escaped."""
    head = "".join(f"<th>{escape(name)}</th>" for name in table.column_names)
    rows = [[escape("" if v is None else str(v)) for v in row.values()] for row in table.slice(0, most).to_pylist()]
    body = "".join("<tr>" + "".join(f"<td>{v}</td>" for v in row) + "</tr>" for row in rows)
    more = f"<p>{most} of {table.num_rows:,} rows</p>" if table.num_rows > most else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} does not belong in a result")
