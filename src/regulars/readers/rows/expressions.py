"""Small pieces of SQL. Names of columns are quoted here, and values of ours become literals here."""

from __future__ import annotations

import duckdb

from regulars.facts.mapping import SourceColumn

BLANK_WORDS = ("nan", "null", "none", "na", "n/a", "nil", "-", "--", "?", "#n/a", "<na>")
GUEST_WORDS = (*BLANK_WORDS, "guest", "anonymous", "unknown", "walk-in", "walkin", "no customer", "gast", "0", "0.0")
SPACES = r"\s\x{00A0}\x{2007}\x{2009}\x{202F}\x{FEFF}"
_WIDE_SPACES = "chr(160), chr(8199), chr(8201), chr(8239), chr(65279)"
_WHOLE_NUMBERS = {f"{sign}{size}INT" for sign in ("", "U") for size in ("TINY", "SMALL", "BIG", "HUGE")} | {
    "INTEGER",
    "UINTEGER",
}


def identifier(name: str) -> str:
    """A column's or table's name, quoted."""
    return '"' + name.replace('"', '""') + '"'


def literal(value: str) -> str:
    """A text as a literal."""
    return "'" + value.replace("'", "''") + "'"


def literals(values: tuple[str, ...]) -> str:
    return ", ".join(literal(v) for v in values)


def is_text(column: SourceColumn) -> bool:
    return column.type.upper() == "VARCHAR"


def is_number(column: SourceColumn) -> bool:
    kind = column.type.upper()
    return kind in _WHOLE_NUMBERS or kind in ("FLOAT", "DOUBLE", "REAL") or kind.startswith("DECIMAL")


def trimmed(column: str) -> str:
    """Text without white space around it, of any kind; text that has none costs three glances."""
    wide = f"left({column}, 1) IN ({_WIDE_SPACES}) OR right({column}, 1) IN ({_WIDE_SPACES})"
    odd = f"{column} < '!' OR right({column}, 1) <= ' ' OR (strlen({column}) <> length({column}) AND ({wide}))"
    return f"CASE WHEN {odd} THEN regexp_replace({column}, '^[{SPACES}]+|[{SPACES}]+$', '', 'g') ELSE {column} END"


def untouched(column: SourceColumn) -> str:
    """Text as it stands where the next step minds no white space; any other column as trimmed text."""
    return identifier(column.name) if is_text(column) else text_of(column)


def text_of(column: SourceColumn) -> str:
    """Any column as trimmed text; a whole number read as 17850.0 from a float is 17850."""
    name = identifier(column.name)
    if is_text(column):
        return trimmed(name)
    if column.type.upper() in ("FLOAT", "DOUBLE", "REAL") or column.type.upper().startswith("DECIMAL"):
        whole = f"CAST(TRY_CAST({name} AS HUGEINT) AS VARCHAR)"
        return f"CASE WHEN {name} = TRY_CAST({name} AS HUGEINT) THEN {whole} ELSE trim(CAST({name} AS VARCHAR)) END"
    return f"trim(CAST({name} AS VARCHAR))"


def filled(text: str, words: tuple[str, ...] = BLANK_WORDS) -> str:
    """A trimmed text, or NULL where it is empty or a word that says so."""
    longest = max(len(w) for w in words)
    blank = f"{text} = '' OR (strlen({text}) <= {longest} AND lower({text}) IN ({literals(words)}))"
    return f"CASE WHEN {blank} THEN NULL ELSE {text} END"


def sixteen_bytes(text: str, number: str = "") -> str:
    """The MD5 of a text as a BLOB, last byte first; bit by bit apart from a number of 128 bits, where one is given.

    Of one text, different numbers give different bytes; of different texts, any numbers the same ones by chance
    once in 2^128. A number as it is costs half of what it costs as text.
    """
    digest = f"xor(md5_number({text}), {number})" if number else f"md5_number({text})"
    kind = "BIT" if duckdb.__version__.startswith("1.") else "UUID"  # either gives the same bytes; 1.5 casts to BIT alone
    return f"CAST(CAST({digest} AS {kind}) AS BLOB)"
