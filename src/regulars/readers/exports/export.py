"""What an export is known by, what is worked out from its columns, and what people are told of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from regulars.facts.mapping import SourceColumn
from regulars.facts.recognition_names import plain_name
from regulars.readers.csv.reading import identifier
from regulars.readers.rows.expressions import literal, text_of

EXACT = "DECIMAL(18, 6)"
_SIGN = r"([A-Z]{3}|[A-Z]{0,2}\p{Sc})"
_AMOUNT = rf"^[(−-]?\s*{_SIGN}?\s*[−-]?\s*[0-9][0-9.,'’\s\x{{00A0}}\x{{202F}}]*({_SIGN}|kr|zł)?\)?$"


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a source by their plain names; every one is seen as trimmed text."""

    columns: Sequence[SourceColumn]

    def has(self, *names: str) -> bool:
        """Whether all of these are here."""
        return all(self._find(n) for n in names)

    def text(self, *names: str) -> str:
        """The first of these columns that is here, as SQL of a text that is NULL where nothing stands."""
        found = next((c for n in names if (c := self._find(n))), None)
        return f"nullif({identifier('text of ' + found.name)}, '')" if found else "CAST(NULL AS VARCHAR)"

    def money(self, *names: str) -> str:
        """The same as an exact decimal; NULL where no number stands."""
        return money(self.text(*names))

    def as_text(self) -> str:
        """A SELECT list of every column as trimmed text."""
        return ", ".join(f"{text_of(c)} AS {identifier('text of ' + c.name)}" for c in self.columns)

    def _find(self, name: str) -> SourceColumn | None:
        return next((c for c in self.columns if plain_name(c.name) == plain_name(name)), None)


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence about rows: SQL of which rows, of the money concerned (or ''), and the words for one and for many."""

    what: str
    rows: str
    money: str
    one: str
    many: str


@dataclass(frozen=True, slots=True)
class Export:
    """A form of export. ``proof``: columns that it has for sure (any of several, parted by |).

    ``worked_out``: new columns with their SQL, text all of them, over what ``Header`` yields.
    ``currency``: SQL of each row's currency, for the sentences. ``alone``: the source's own columns are
    not shown beside the new ones.
    """

    name: str
    proof: tuple[str, ...]
    worked_out: Callable[[Header], Mapping[str, str]]
    told: Callable[[Header], Sequence[Told]] = lambda _: ()
    currency: Callable[[Header], str] = lambda _: "CAST(NULL AS VARCHAR)"
    alone: bool = False

    def fits(self, header: Header) -> bool:
        return all(any(header.has(n) for n in names.split("|")) for names in self.proof)


def money(text: str) -> str:
    """SQL of an amount as people write it, as an exact decimal: $1,234.50, -€12,00, (3.20); NULL for anything else.

    The last mark is the decimal one where two digits at most follow it: these exports write no thousandths.
    """
    core = f"regexp_replace({text}, '[^0-9.,]', '', 'g')"
    comma = f"regexp_matches({core}, ',[0-9]{{1,2}}$')"
    plain = f"CASE WHEN {comma} THEN replace(replace({core}, '.', ''), ',', '.') ELSE replace({core}, ',', '') END"
    value = f"TRY_CAST({plain} AS {EXACT})"
    minus = f"regexp_matches({text}, '^[^0-9]*[(−-]')"
    fits = f"regexp_matches({text}, {literal(_AMOUNT)}) AND NOT regexp_matches({text}, '[−-].*[−-]')"
    return f"CASE WHEN {fits} THEN CASE WHEN {minus} THEN -{value} ELSE {value} END END"


def zero(amount: str) -> str:
    """An amount, or nothing at all."""
    return f"coalesce({amount}, 0)"


def written(amount: str, else_text: str) -> str:
    """A worked-out amount as text; where it can't be worked out, what stood there, so that it can be pointed at."""
    return f"coalesce({shown(amount)}, {else_text})"


def shown(amount: str) -> str:
    """An exact decimal as text, with two decimals or as many as it needs."""
    return f"regexp_replace(CAST(CAST({amount} AS {EXACT}) AS VARCHAR), '([.]\\d\\d\\d*?)0+$', '\\1')"


def in_utc(text: str) -> str:
    """A time that an export gives in UTC, and does not say so."""
    bare = f"contains({text}, ':') AND NOT regexp_matches({text}, '(Z|UTC|[+-]\\d\\d:?\\d\\d)$')"
    return f"CASE WHEN {bare} THEN {text} || 'Z' ELSE {text} END"


def says(text: str, *words: str) -> str:
    """Whether a text is one of these words, whatever its capitals; false where nothing stands."""
    return f"coalesce(lower({text}) IN ({', '.join(literal(w) for w in words)}), false)"
