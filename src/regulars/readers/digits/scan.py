"""A scan whose numbers and dates are written in Persian, Arabic or other digits, seen in 0 to 9."""

from __future__ import annotations

import unicodedata

import duckdb

from regulars.readers.csv.reading import identifier, literal
from regulars.readers.scan import Row, Scan
from regulars.words import counted

_ZEROS = "٠۰०০๐０"  # Arabic, Persian, Devanagari, Bengali, Thai, full width; nine more follow each
_DIGITS = {chr(ord(zero) + n): str(n) for zero in _ZEROS for n in range(10)}
_SIGNS = _DIGITS | {
    "٫": ".",
    "٬": "",
}  # Arabic decimal mark; the thousands mark is nothing else, and the last, so that it is left out
_AS_ASCII = str.maketrans(_SIGNS)
_PLACES = ("source_file", "source_record", "source_line")


class DigitsScan:
    """A Scan around another, in which some columns' digits are 0 to 9. See ``regulars.readers.scan.Scan``.

    A value with a letter in it is a name, and stays as it stands.
    """

    def __init__(self, scan: Scan, columns: frozenset[str]) -> None:
        self._scan, self._in_other_digits = scan, columns
        self.files, self.columns, self.form = scan.files, scan.columns, scan.form
        self.sample = tuple({name: self._seen(name, value) for name, value in row.items()} for row in scan.sample)
        self.relation = self._around(scan.relation)

    @property
    def inside(self) -> Scan:
        return self._scan

    def of(self, scan: Scan) -> DigitsScan:
        return DigitsScan(scan, self._in_other_digits)

    @property
    def note(self) -> str:
        """What people are told of it."""
        named = ", ".join(c.name for c in self.columns if c.name in self._in_other_digits)
        files = counted(len(self.files), "file") if len(self.files) > 1 else self.files[0]
        return f"digits of another script in {files} are read as 0 to 9 ({named})"

    def located(self, connection: duckdb.DuckDBPyConnection) -> str:
        return self._around(self._scan.located(connection), _PLACES)

    def rejected(self, connection: duckdb.DuckDBPyConnection) -> str:
        return self._scan.rejected(connection)

    def _around(self, relation: str, more: tuple[str, ...] = ()) -> str:
        read = [f"{self._read(c.name)} AS {identifier(c.name)}" for c in self.columns]
        return f"(SELECT {', '.join([*read, *more])} FROM {relation})"

    def _read(self, name: str) -> str:
        cell = identifier(name)
        if name not in self._in_other_digits:
            return cell
        plain = f"translate({cell}, {literal(''.join(_SIGNS))}, {literal(''.join(_SIGNS.values()))})"
        return f"CASE WHEN regexp_matches({cell}, '\\p{{L}}') THEN {cell} ELSE {plain} END"

    def _seen(self, name: str, value: str | None) -> str | None:
        return value.translate(_AS_ASCII) if value and name in self._in_other_digits and not _has_letters(value) else value


def with_plain_digits(scan: Scan) -> Scan:
    """The scan itself, or seen in 0 to 9 where its sample holds numbers or dates in other digits."""
    texts = [c.name for c in scan.columns if c.type.upper() == "VARCHAR"]
    found = frozenset(name for name in texts if any(_in_other_digits(row, name) for row in scan.sample))
    return DigitsScan(scan, found) if found else scan


def _in_other_digits(row: Row, name: str) -> bool:
    value = row.get(name) or ""
    return not value.isascii() and any(c in _DIGITS for c in value) and not _has_letters(value)


def _has_letters(value: str) -> bool:
    return any(unicodedata.category(c).startswith("L") for c in value)
