"""How the dates and numbers of a file are written, decided over whole columns, as for orders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import duckdb

from regulars.facts.mapping import Mapping
from regulars.readers.declared.cells import Cells
from regulars.readers.rows import number_forms
from regulars.readers.rows.coins import in_coins
from regulars.readers.rows.date_forms import DateForm
from regulars.readers.rows.deciding import Decider
from regulars.readers.rows.expressions import is_number, text_of
from regulars.readers.rows.fields import Form
from regulars.settings import Settings

_MOST_TIMES = 100


@dataclass(frozen=True, slots=True)
class Times:
    """The columns of times of several files, each seen as the date of a file of its own."""

    connection: duckdb.DuckDBPyConnection
    settings: Settings

    def decide(self, files: Sequence[Cells]) -> dict[int, dict[str, DateForm]]:
        """The form of every column; one that proves nothing follows the others of the same command."""
        seen = {(c.number, f): self._as_date(c, f) for c in files for f in c.times if c.constant(f) is None}
        decided = Decider(self.connection, self.settings).dates(list(seen.values()))
        found: dict[int, dict[str, DateForm]] = {c.number: dict.fromkeys(c.times, DateForm("text", "ymd")) for c in files}
        for (number, field), form in seen.items():
            found[number][field] = decided[form.number]
        return found

    def settled(self, cells: Cells, dates: dict[str, DateForm]) -> dict[str, DateForm]:
        """The forms again when rows did not fit: now whole columns are looked at."""
        decider = Decider(self.connection, self.settings)
        return {
            f: form if cells.constant(f) is not None else decider.settled_dates(self._as_date(cells, f), form)
            for f, form in dates.items()
        }

    def _as_date(self, cells: Cells, field: str) -> Form:
        columns = {"occurred": cells.mapping.columns[field]}
        if field == "occurred" and "time" in cells.mapping.columns:
            columns["time"] = cells.mapping.columns["time"]
        number = cells.number * _MOST_TIMES + cells.times.index(field)
        return Form(number, cells.scan, replace(_BARE, columns=columns))


_BARE = Mapping("purchases", "given", {})


def decide_numbers(connection: duckdb.DuckDBPyConnection, cells: Cells, settings: Settings) -> number_forms.NumberForm:
    """The decimal mark of one file, over all its columns of numbers and money, and which of them are in the smallest coin."""
    columns = {f: cells.column(f).name for f in cells.numbers if cells.constant(f) is None}
    return in_coins(_mark(connection, cells, settings), columns, cells.scan.sample, settings.currency or "EUR")


def _mark(connection: duckdb.DuckDBPyConnection, cells: Cells, settings: Settings) -> number_forms.NumberForm:
    texts = [cells.column(f) for f in cells.numbers if cells.constant(f) is None and not is_number(cells.column(f))]
    if not texts:
        return number_forms.NumberForm("dot", why="")
    names = ", ".join(c.name for c in texts)
    values = ", ".join(text_of(c) for c in texts)
    seen = number_forms.see_numbers(connection, f"(SELECT unnest([{values}]) AS value FROM {cells.scan.relation})")
    if settings.decimal_mark != "auto":
        return number_forms.decide_mark(names, seen, lambda: seen, settings.decimal_mark)
    return number_forms.decide_mark_whole(names, seen)
