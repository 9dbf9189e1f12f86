"""One form of file of a declared kind: which of its fields are times, numbers, words, ids or free text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from regulars.facts.declared import DECLARED, fields_of, own_id, steps_of
from regulars.facts.kinds import Column, Kind
from regulars.facts.kinds_columns import MONEY, NUMBER, TEXT, TIME, TRUTH
from regulars.facts.mapping import Mapping, SourceColumn
from regulars.facts.recognition_names import is_personal
from regulars.readers.rows.fields import Form
from regulars.readers.scan import Scan

# What people write in their own words: kept, and rid of addresses and phone numbers.
FREE = ("text", "choice", "topic", "wording", "campaign", "segment")
PEOPLE = ("customer", "other_customer", "same_as")


@dataclass(frozen=True)
class Cells:
    """A scan with what its columns mean, field by field. A field is there if a column or a constant fills it."""

    form: Form

    @property
    def scan(self) -> Scan:
        return self.form.scan

    @property
    def mapping(self) -> Mapping:
        return self.form.mapping

    @property
    def number(self) -> int:
        return self.form.number

    @cached_property
    def kind(self) -> Kind:
        return DECLARED[self.mapping.kind]

    @property
    def heard(self) -> str:
        """The table of its rows, parsed."""
        return f"heard_{self.number}"

    @cached_property
    def columns_of_fields(self) -> dict[str, Column]:
        return fields_of(self.kind)

    def has(self, field: str) -> bool:
        return field in self.mapping.columns or field in self.mapping.constants

    def constant(self, field: str) -> str | None:
        return None if field in self.mapping.columns else self.mapping.constants.get(field)

    def column(self, field: str) -> SourceColumn:
        return self.form.column(field)

    def shown(self, field: str) -> str:
        """The column's name as the source writes it, to point at; a constant's field."""
        return self.mapping.columns.get(field, field)

    @cached_property
    def steps(self) -> tuple[str, ...]:
        """The events that have a column of their own; then a row holds several facts."""
        return tuple(s for s in steps_of(self.kind) if s in self.mapping.columns)

    @property
    def is_wide(self) -> bool:
        """Whether each question of a survey has a column of its own."""
        return self.kind.name == "answers" and bool(self.mapping.questions)

    @cached_property
    def times(self) -> tuple[str, ...]:
        main = self.steps or (("occurred",) if self.has("occurred") else ())
        return (*main, *(f for f, c in self._filled if c.type == TIME and f not in ("occurred", *main)))

    @cached_property
    def _filled(self) -> list[tuple[str, Column]]:
        return [(f, c) for f, c in self.columns_of_fields.items() if self.has(f)]

    @cached_property
    def numbers(self) -> tuple[str, ...]:
        """Numbers and money; scores have their own ways of being written."""
        return tuple(f for f, c in self._filled if c.type in (MONEY, NUMBER) and f != "score")

    @cached_property
    def money(self) -> tuple[str, ...]:
        return tuple(f for f, c in self._filled if c.type == MONEY)

    @cached_property
    def truths(self) -> tuple[str, ...]:
        return tuple(f for f, c in self._filled if c.type == TRUTH)

    @cached_property
    def words(self) -> tuple[str, ...]:
        return tuple(f for f, c in self._filled if c.type == TEXT and c.values)

    @cached_property
    def free(self) -> tuple[str, ...]:
        return tuple(f for f, _ in self._filled if f in FREE and f not in self.words)

    @cached_property
    def people(self) -> tuple[str, ...]:
        return tuple(f for f, _ in self._filled if f in PEOPLE)

    @cached_property
    def plain(self) -> tuple[str, ...]:
        """Ids and names that are kept as they are."""
        typed = {*self.words, *self.free, *self.people, "currency"}
        return tuple(f for f, c in self._filled if c.type == TEXT and f not in typed)

    @property
    def own_id(self) -> str | None:
        """The field of the id that things of this kind bear themselves."""
        column = own_id(self.kind)
        return column.name.removesuffix("_id") if column else None

    def is_person(self, field: str) -> bool:
        """Whether a column holds who somebody is (a name, a phone, an address), and no id."""
        return field in self.mapping.columns and is_personal(self.mapping.columns[field])
