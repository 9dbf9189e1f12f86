"""How the cells of one form of a declared kind are to be read, once that is decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from regulars.facts.scales import Scale
from regulars.readers.rows.date_forms import DateForm
from regulars.readers.rows.number_forms import NumberForm

AnswerType = Literal["score", "choice", "text"]


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a survey: as the file writes it, its name in the facts, how it is answered, and on which scale.

    ``why`` says where the scale comes from: given, header, words (of the recommend question), or nothing.
    """

    written: str
    name: str
    type: AnswerType
    scale: Scale | None = None
    why: str = ""
    answers: int = 0


@dataclass(frozen=True, slots=True)
class Ways:
    """Dates field by field, the decimal mark, the questions of a survey; and what holds for the whole import."""

    dates: Mapping[str, DateForm]
    numbers: NumberForm
    last_year: int
    home_currency: str
    pseudonym_key: str
    questions: tuple[Question, ...] = ()
    rates: Mapping[str, str] = field(default_factory=dict)
