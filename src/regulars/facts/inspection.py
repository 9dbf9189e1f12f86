"""What would be read from a source, and how: shown before anything is written."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from regulars.facts.intake import BadRow, Intake
from regulars.facts.mapping import Certainty, Mapping
from regulars.facts.recognition_names import is_personal
from regulars.facts.recognition_totals import counts_once


@dataclass(frozen=True, slots=True)
class ColumnSeen:
    """One column of a source, the field it was taken for, and how sure that is.

    ``example``: a value of it; empty where no row has one. ``personal``: no example is given.
    """

    column: str
    field: str
    certainty: Certainty
    example: str = ""
    personal: bool = False

    @property
    def is_empty(self) -> bool:
        return not self.example and not self.personal


@dataclass(frozen=True, slots=True)
class FormSeen:
    """Files of one form: what a row is, what each column means, and how dates and numbers are read.

    ``attributes`` are kept as they are; ``ignored`` are not used; ``personal`` are never read.
    ``pseudonyms``: the customer's column, where it is personal: read, and never kept as it is.
    ``questions`` each hold the answers to one question; ``constants`` hold for every row (``event = opened``).
    ``how_sure``: of the kind itself. ``counts_once``: each line repeats its order's sum, so the order was taken.
    """

    files: tuple[str, ...]
    kind: str
    form: str
    columns: tuple[ColumnSeen, ...]
    attributes: tuple[str, ...]
    ignored: tuple[str, ...]
    personal: tuple[str, ...]
    dates: str = ""
    numbers: str = ""
    pseudonyms: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    constants: tuple[str, ...] = ()
    how_sure: Certainty = "recognised"
    counts_once: bool = False


@dataclass(frozen=True, slots=True)
class Inspection:
    """How a source would be read. ``problem`` says why it can't be, and then there is no ``intake``.

    ``mappings`` can be saved; ``skipped``: files that can't be read; ``notes``: what was passed by.
    """

    forms: tuple[FormSeen, ...]
    mappings: tuple[Mapping, ...]
    intake: Intake | None
    problem: str = ""
    skipped: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def bad_rows(self) -> tuple[BadRow, ...]:
        """The first rows that could not be used, of every reason."""
        return tuple(row for q in (self.intake.quarantined if self.intake else ()) for row in q.first)

    @property
    def guessed(self) -> tuple[ColumnSeen, ...]:
        """The columns whose meaning is a guess: to be checked, and given with --map where wrong."""
        return tuple(c for form in self.forms for c in form.columns if c.certainty == "guessed")

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def form_seen(
    files: tuple[str, ...], mapping: Mapping, examples: dict[str, str], dates: str = "", numbers: str = ""
) -> FormSeen:
    """A mapping in the words of an inspection; ``examples``: a filled value for each column."""
    who = tuple(c for field, c in mapping.columns.items() if "customer" in field and is_personal(c))
    columns = tuple(
        ColumnSeen(
            column,
            field,
            mapping.certainty.get(field, "recognised"),
            "" if column in who else examples.get(column, ""),
            column in who,
        )
        for field, column in mapping.columns.items()
    )
    used = set(mapping.columns.values())
    unread = tuple(c for c in mapping.personal if c not in used)
    return FormSeen(
        files, mapping.kind, mapping.form, columns, mapping.attributes, mapping.ignored, unread, dates, numbers,
        pseudonyms=who, questions=mapping.questions,
        constants=tuple(f"{f} = {v}" for f, v in mapping.constants.items()),
        how_sure=mapping.certainty.get("kind", "recognised"),
        counts_once=counts_once(mapping),
    )  # fmt: skip
