"""What to say when columns are not recognised: what is there, what is missing, and how to name it."""

from __future__ import annotations

from collections.abc import Mapping as Lookup
from collections.abc import Sequence
from difflib import get_close_matches

from regulars.errors import UnknownColumns, UsageError
from regulars.facts.mapping import FIELD_NAMES, FIELDS, SourceColumn
from regulars.facts.recognition_content import Look
from regulars.facts.recognition_guesses import counts_no_money, is_of_nobody, names_a_sale, names_things
from regulars.facts.recognition_names import SYNONYMS, plain_name

_NEEDED = {
    "customer": "who bought (customer)",
    "occurred": "when (occurred)",
    "amount": "how much (amount, or unit_price with quantity)",
}


def missing(
    source: Sequence[SourceColumn],
    columns: Lookup[str, str],
    needed: Sequence[str],
    looks: Lookup[str, Look],
    certainty: Lookup[str, str] = {},
) -> dict[str, str]:
    """The three parts of an error about fields that no column was found for."""
    return {
        "found": f"no column is known to say {' and '.join(_NEEDED[n] for n in needed)}; the columns are: "
        + ", ".join(c.name for c in source)
        + _known(columns, certainty),
        "expected": "a column for the customer, one for the date and one for the amount",
        "do": "name them, for example "
        + " ".join(_suggestion(n, looks) for n in needed)
        + _did_you_mean(needed, looks)
        + (". Visits without money: --map amount==0" if needed == ["amount"] else ""),
    }


def _known(columns: Lookup[str, str], certainty: Lookup[str, str]) -> str:
    """What was found, each under the word for how sure that is."""
    ways = dict.fromkeys(certainty.get(field, "recognised") for field in columns)
    said = (
        f"{way}: " + ", ".join(f"{f} = {c}" for f, c in columns.items() if certainty.get(f, "recognised") == way)
        for way in ways
    )
    return f" ({'; '.join(said)})" if columns else ""


def _suggestion(field: str, looks: Lookup[str, Look]) -> str:
    """``--map`` with the likeliest column, or a word that stands for it."""
    column = next(iter(_candidates(field, looks)), "COLUMN")
    return f"--map {field}={column}" if column.isidentifier() else f'--map "{field}={column}"'


def _candidates(field: str, looks: Lookup[str, Look]) -> list[str]:
    plain = {plain_name(n): n for n in looks}
    close = [plain[m] for s in SYNONYMS[field] for m in get_close_matches(s, plain, 1, 0.8)]
    sums = [n for n in looks if not counts_no_money(n)]
    somebody = [n for n in looks if not names_a_sale(n) and not is_of_nobody(n)]
    fits = {
        "occurred": [n for n, v in looks.items() if v.is_date],
        "amount": [n for n in sums if looks[n].is_money] or [n for n in sums if looks[n].is_number and not names_things(n)],
        "customer": [n for n in somebody if looks[n].is_code and not looks[n].counts_up]
        or [n for n in somebody if not (looks[n].is_date or looks[n].is_number) and looks[n].distinct < 1],
    }
    found = list(dict.fromkeys(close + fits.get(field, [])))
    return [n for n in found if field != "customer" or (n in somebody and not looks[n].is_constant)]


def _did_you_mean(needed: Sequence[str], looks: Lookup[str, Look]) -> str:
    several = {n: c for n in needed if len(c := _candidates(n, looks)) > 1}
    return "".join(f"; {n} could be {' or '.join(c[:4])}" for n, c in several.items())


def unknown_field(name: str, column: str = "") -> UsageError:
    """``--map`` names a field that does not exist; perhaps field and column stand the wrong way round."""
    plain = plain_name(name)
    misspelt = get_close_matches(name, FIELD_NAMES, 1, 0.6)
    turned = f"{column}={name}" if column in FIELD_NAMES and not misspelt else ""
    meant = [f for f, synonyms in SYNONYMS.items() if plain in synonyms] + misspelt
    hint = (turned and f"--map {turned}") or (meant[0] if meant else "")
    return UsageError(
        f"--map names the field {name!r}" + (f"; did you mean {hint}" if hint else ""),
        expected="one of " + ", ".join(f.name for f in FIELDS),
        do="write --map field=COLUMN, for example --map customer=KUNDNR",
    )


def unknown_column(field: str, column: str, names: Sequence[str]) -> UnknownColumns:
    """``--map`` names a column that no source has."""
    plain = {plain_name(n): n for n in names}
    close = get_close_matches(plain_name(column), plain, 1, 0.6)
    return UnknownColumns(
        f"--map {field}={column}: there is no column {column!r}" + (f"; did you mean {plain[close[0]]}" if close else ""),
        expected="one of " + ", ".join(dict.fromkeys(names)),
        do="correct the column's name",
    )
