"""How each file's dates and numbers are to be read, and what the staged rows then show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import duckdb

from regulars.errors import AmbiguousDates
from regulars.readers.rows import date_forms, number_forms
from regulars.readers.rows.coins import in_coins
from regulars.readers.rows.dates import raw_date
from regulars.readers.rows.expressions import identifier, is_number, text_of
from regulars.readers.rows.fields import Form
from regulars.settings import DateOrder, Settings


@dataclass(frozen=True, slots=True)
class Decider:
    """Looks at samples and, where they prove nothing, at whole columns."""

    connection: duckdb.DuckDBPyConnection
    settings: Settings

    def dates(self, forms: Sequence[Form]) -> dict[int, date_forms.DateForm]:
        """The form of every file's dates; one that proves nothing follows the others of the same command."""
        decided: dict[int, date_forms.DateForm] = {}
        doubtful: dict[int, AmbiguousDates] = {}
        for form in forms:
            try:
                decided[form.number] = self._dates_of(form)
            except AmbiguousDates as e:
                doubtful[form.number] = e
        proven = {d.order for d in decided.values() if d.kind == "text" and d.order != "ymd"}
        if doubtful and len(proven) != 1:
            raise next(iter(doubtful.values()))
        for number in doubtful:
            order = next(iter(proven))
            decided[number] = date_forms.DateForm("text", order, (), why="as in the other files of this command")
        return decided

    def _dates_of(self, form: Form) -> date_forms.DateForm:
        if not form.has("occurred"):
            return date_forms.DateForm("text")
        column = form.column("occurred")
        typed = date_forms.typed_form(column)
        if typed is not None and not form.has("time"):
            return typed
        sample = self._sampled(form, ("occurred", "time"))
        return date_forms.decide(
            column.name,
            date_forms.see(self.connection, _listed(sample)),
            self._formats(sample),
            lambda: self.whole_dates(form),
            self.settings.date_order,
        )

    def _formats(self, sample: list[str]) -> Callable[[DateOrder], tuple[str, ...]]:
        return lambda order: date_forms.sample_formats(self.connection, sample, order)

    def _sampled(self, form: Form, fields: tuple[str, ...]) -> list[str]:
        columns = [form.mapping.columns[f] for f in fields if form.has(f)]
        rows = (" ".join((row.get(c) or "").strip() for c in columns).strip() for row in form.scan.sample)
        return [r for r in rows if r]

    def whole_dates(self, form: Form) -> date_forms.Seen:
        time = form.column("time") if form.has("time") else None
        value = f"CAST({raw_date(form.column('occurred'), time)} AS VARCHAR)"
        return date_forms.see(self.connection, f"(SELECT {value} AS value FROM {form.scan.relation})")

    def settled_dates(self, form: Form, dates: date_forms.DateForm) -> date_forms.DateForm:
        """The form again when rows did not fit: now the whole column is looked at."""
        if dates.settled or dates.kind != "text":
            return dates
        formats = self._formats(self._sampled(form, ("occurred", "time")))
        whole = date_forms.decide_whole(form.column("occurred").name, self.whole_dates(form), formats, self.settings.date_order)
        return replace(whole, formats=whole.formats or dates.formats)

    def numbers(self, form: Form) -> number_forms.NumberForm:
        """The decimal mark of one file, and which of its columns are in the smallest coin."""
        return self._in_coins(form, self._mark(form))

    def _in_coins(self, form: Form, numbers: number_forms.NumberForm) -> number_forms.NumberForm:
        columns = {f: form.mapping.columns[f] for f in form.money}
        return in_coins(numbers, columns, form.scan.sample, self.settings.currency or "EUR")

    def _mark(self, form: Form) -> number_forms.NumberForm:
        texts = [f for f in form.money if not is_number(form.column(f))]
        if not texts:
            return number_forms.NumberForm("dot", why="the columns hold numbers")
        names = ", ".join(form.mapping.columns[f] for f in texts)
        sample = [v for f in texts for v in self._sampled(form, (f,))]
        seen = number_forms.see_numbers(self.connection, _listed(sample))
        return number_forms.decide_mark(names, seen, lambda: self.whole_numbers(form), self.settings.decimal_mark)

    def whole_numbers(self, form: Form) -> number_forms.NumbersSeen:
        texts = [form.column(f) for f in form.money if not is_number(form.column(f))]
        values = ", ".join(text_of(c) for c in texts)
        columns = ", ".join(identifier(c.name) for c in texts)
        picked = f"SELECT unnest([{values}]) AS value FROM (SELECT {columns} FROM {form.scan.relation})"
        return number_forms.see_numbers(self.connection, f"({picked})")

    def settled_numbers(self, form: Form, numbers: number_forms.NumberForm) -> number_forms.NumberForm:
        if numbers.settled:
            return numbers
        names = ", ".join(form.mapping.columns[f] for f in form.money)
        return self._in_coins(form, number_forms.decide_mark_whole(names, self.whole_numbers(form)))


def _listed(values: list[str]) -> str:
    """Values of a sample as a FROM clause."""
    quoted = ", ".join("'" + v.replace("'", "''") + "'" for v in values)
    return f"(SELECT unnest(CAST([{quoted}] AS VARCHAR[])) AS value)"
