"""One form of file on the way to its mapping: fields are settled one after another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Mapping as Lookup
from dataclasses import dataclass, field

from regulars.facts.mapping import Certainty, Mapping, SourceColumn
from regulars.facts.recognition_content import Look, looks_of
from regulars.facts.recognition_currency import without_currency, without_tax_words
from regulars.facts.recognition_names import is_personal, plain_name
from regulars.facts.recognition_shares import is_share
from regulars.facts.roles import (
    CALLED_OFF,
    FEES,
    GIVEN_BACK,
    LINES_OF_A_SALE,
    MARKS,
    NO_LINES_OF_A_SALE,
    NO_MARKS,
    NO_SALES,
    PAYMENTS_OF_BILLS,
    SETTLED,
    SOLD,
    UNPAID,
)

Sample = Sequence[Lookup[str, str | None]]
# A column called "paid" may hold yes and no, one called "value" or "tag" anything.
_OF_DIGITS = frozenset(
    "occurred time quantity unit_price amount total discount discount_share order_discount tax shipping refunded".split()
)
_OF_MARKS = ("returned", "no_show", "giving_back")
_MARKS, _NOUGHTS = frozenset((*MARKS, *NO_MARKS)), frozenset(("0", "0.0"))
MOVEMENTS = frozenset((*GIVEN_BACK, *SOLD, *FEES, *NO_SALES, *PAYMENTS_OF_BILLS))
_STATES_OF_AN_ORDER = frozenset((*UNPAID, *CALLED_OFF, *SETTLED))


@dataclass
class Draft:
    """What is settled so far. ``given`` is what the user said; a field given as '' stays away."""

    source: Sequence[SourceColumn]
    sample: Sample
    given: Lookup[str, str]
    columns: dict[str, str] = field(default_factory=dict)
    certainty: dict[str, Certainty] = field(default_factory=dict)

    def settle(self, name: str, column: str | None, certainty: Certainty = "recognised") -> None:
        """Say that a column holds a field, unless the user said something else, or no column was found."""
        if column and (certainty == "given" or name not in self.given):
            self.columns[name], self.certainty[name] = column, certainty

    def drop(self, *names: str) -> None:
        """Take back fields that the user did not give."""
        for name in names:
            if self.certainty.get(name, "given") != "given":
                del self.columns[name], self.certainty[name]

    def has(self, *names: str) -> bool:
        """Whether any of the fields is settled."""
        return any(n in self.columns for n in names)

    def open(self, *names: str) -> bool:
        """Whether none of the fields is settled or was given away."""
        return not any(n in self.columns or n in self.given for n in names)

    def free(self) -> list[SourceColumn]:
        """The columns that hold no field."""
        used = set(self.columns.values())
        return [c for c in self.source if c.name not in used]

    def named(self, synonyms: Sequence[str], *, of_line: bool | None = None) -> str | None:
        """The free column with the strongest of these names; ``of_line``: only such as belong to lines, or to orders."""
        return next(iter(self.all_named(synonyms, of_line=of_line)), None)

    def all_named(self, synonyms: Sequence[str], *, of_line: bool | None = None) -> list[str]:
        """The free columns with one of these names, the strongest first."""
        fitting = [c for c in self.free() if of_line in (None, c.of_line)]
        here = {plain_name(c.name.partition(".")[2] if c.of_line else c.name): c.name for c in reversed(fitting)}
        return [here[s] for s in synonyms if s in here]

    def recognised(self, name: str, synonyms: Sequence[str]) -> str | None:
        """The free column with the strongest of a field's names, if its values do not deny it."""
        if name in _OF_MARKS:
            here = {plain_name(c.name): c.name for c in reversed(self.free())}
            return next((here[s] for s in synonyms if s in here and self._has_marks(here[s])), None)
        if name not in _OF_DIGITS:
            found = self.named(synonyms)
            denied = _DENIED.get(name)
            return None if denied and denied(self, found) else found
        free = [c.name for c in reversed(self.free())]
        here = {plain_name(without_currency(c)): c for c in free} | {plain_name(c): c for c in free}
        here |= {plain_name(w): c for c in free if (w := without_tax_words(without_currency(c))) != c.replace("_", " ")}
        held = [here[s] for s in synonyms if s in here and self._has_digits(here[s])]
        if name in ("discount", "discount_share"):
            held = [c for c in held if is_share(c, self.sample, self._price()) == (name == "discount_share")]
        if name == "discount_share" and self.has("discount"):
            return None
        return held[0] if held else None

    def _price(self) -> str:
        """The column of money that a discount would be taken off."""
        return next((self.columns[f] for f in ("unit_price", "amount", "total") if f in self.columns), "")

    def _has_digits(self, column: str) -> bool:
        """Whether any value has a digit, or there is none at all: a date or an amount without one is none."""
        values = [v for row in self.sample if (v := (row.get(column) or "").strip())]
        return not values or any(c.isdigit() for v in values for c in v)

    def _has_marks(self, column: str) -> bool:
        """Whether it holds nothing but yes and no, and not 0 alone, which may be money."""
        values = self.words(column)
        return bool(values - _NOUGHTS) and values <= _MARKS

    def _is_void_of_what(self, column: str | None) -> bool:
        """A column named void holds marks or days: any number else may be the money of what was voided."""
        if not column or plain_name(column) not in ("void", "voided", "storno"):
            return False
        return not self._has_marks(column) and not self._has_days(column)

    def _has_days(self, column: str) -> bool:
        look = looks_of([c for c in self.source if c.name == column], self.sample).get(column)
        return look is not None and look.is_date

    def _is_of_an_address(self, column: str | None) -> bool:
        """A column named state may hold Kentucky."""
        if not column or plain_name(column) not in ("state", "estado"):
            return False
        values = self.words(column)
        return bool(values) and not values & _STATES_OF_AN_ORDER

    def _says_no_movement(self, column: str | None) -> bool:
        """A column named type may hold anything, unless all that it says is sale or refund, or it says both."""
        values = self.words(column) if column else set()
        known = values & MOVEMENTS
        if known <= {"credit"}:  # a way to pay
            return True
        if values & set(SOLD) and values & (set(FEES) | set(NO_SALES)):
            return False
        return not known or (known != values and not (values & set(GIVEN_BACK) and values & set(SOLD)))

    def _says_no_line(self, column: str | None) -> bool:
        """A column named type tells lines from what repeats them, if it says both."""
        values = self.words(column) if column else set()
        return not (values & set(LINES_OF_A_SALE) and values & set(NO_LINES_OF_A_SALE))

    def words(self, column: str) -> set[str]:
        """What the sample says in a column, without capitals."""
        return {v.strip().casefold() for row in self.sample if (v := row.get(column)) and v.strip()}

    def names(self) -> set[str]:
        return {plain_name(c.name) for c in self.source}

    def looks(self) -> dict[str, Look]:
        """What the free columns look like by their values."""
        return looks_of(self.free(), self.sample)

    def finished(self, kind: str, form: str, attributes: tuple[str, ...] = ()) -> Mapping:
        """The mapping: what is not used is personal (never a fact) or ignored."""
        customer = self.columns.get("customer")
        free = {c.name for c in self.free()} - set(attributes)
        personal = tuple(c.name for c in self.source if is_personal(c.name) and (c.name in free or c.name == customer))
        ignored = tuple(c.name for c in self.source if c.name in free and c.name not in personal)
        return Mapping(kind, form, self.columns, self.certainty, attributes, ignored, personal)


# Fields whose column is not the one that is named so, if its values deny it.
_DENIED: dict[str, Callable[[Draft, str | None], bool]] = {
    "status": Draft._is_of_an_address,
    "cancelled": Draft._is_void_of_what,
    "movement": Draft._says_no_movement,
    "line_type": Draft._says_no_line,
}
