"""Which mark parts whole from fraction in a file's numbers: decided over all of its money columns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import duckdb

from regulars.errors import AmbiguousAmounts
from regulars.readers.rows.asking import one

Mark = Literal["dot", "comma"]
# What only a decimal dot can be: 12.5, 0.125, 1234.567, 1,234.50, 1,234,567. Mirrored for the comma.
_PROOF = r"{dot}\d{{1,2}}$|{dot}\d{{4,}}$|^0?{dot}\d|^\d{{4,}}{dot}\d|\d{other}\d{{2,3}}{other}\d|\d{other}\d{{3}}{dot}"
_OPEN = r"^\d{1,3}[.,]\d{3}$"


@dataclass(frozen=True, slots=True)
class NumberForm:
    """How to read a file's numbers; ``settled``: all of it was looked at, or need not be.

    ``coins``: fields in the smallest coin, each with how many decimals of the currency that is.
    """

    mark: Mark
    settled: bool = True
    why: str = ""
    coins: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class NumbersSeen:
    """What numbers prove about their decimal mark, with an example of each."""

    dots: int
    commas: int
    open: int
    dot_example: str | None
    comma_example: str | None
    open_example: str | None


def see_numbers(connection: duckdb.DuckDBPyConnection, values: str) -> NumbersSeen:
    """Look at numbers: ``values`` is a FROM clause with the one column ``value``, text."""
    dot = _PROOF.format(dot=r"\.", other=",")
    comma = _PROOF.format(dot=",", other=r"\.")
    row = one(
        connection,
        f"""
        WITH bare AS (
          SELECT value, regexp_replace(value, '^[^0-9.,]+|[^0-9]+$|[^0-9.,]', '', 'g') AS digits FROM {values} WHERE value <> ''
        ), told AS (
          SELECT value, regexp_matches(digits, '{dot}') AS dot, regexp_matches(digits, '{comma}') AS comma,
            regexp_matches(digits, '{_OPEN}') AND NOT starts_with(digits, '0') AS open
          FROM bare WHERE contains(digits, ',') OR contains(digits, '.')
        )
        SELECT count(CASE WHEN dot AND NOT comma THEN 1 END), count(CASE WHEN comma AND NOT dot THEN 1 END),
          count(CASE WHEN open AND NOT dot AND NOT comma THEN 1 END),
          min(CASE WHEN dot AND NOT comma THEN value END), min(CASE WHEN comma AND NOT dot THEN value END),
          min(CASE WHEN open THEN value END)
        FROM told
        """,
    )
    return NumbersSeen(*row)


def decide_mark(columns: str, sample: NumbersSeen, whole: Callable[[], NumbersSeen], wanted: str) -> NumberForm:
    """The decimal mark by the setting, by what the sample proves, or by the whole file."""
    if wanted != "auto":
        return NumberForm("comma" if wanted == "comma" else "dot", why=f"decimal_mark says {wanted}")
    if bool(sample.dots) != bool(sample.commas):
        return _by_proof(sample, settled=False)
    return decide_mark_whole(columns, whole())


def decide_mark_whole(columns: str, seen: NumbersSeen) -> NumberForm:
    """The decimal mark when all numbers were seen; AmbiguousAmounts where it can't be told."""
    do = "say which with --decimal-mark comma or --decimal-mark dot"
    if seen.dots and seen.commas:
        raise AmbiguousAmounts(
            f"the numbers in {columns} contradict each other: {seen.dots:,} can only have a decimal dot (such as"
            f" {seen.dot_example}), {seen.commas:,} only a decimal comma (such as {seen.comma_example})",
            expected="one decimal mark in the whole file",
            do=do + "; rows that do not fit go to quarantine",
        )
    if seen.open and not seen.dots and not seen.commas:
        number = str(seen.open_example)
        raise AmbiguousAmounts(
            f"{number} in {columns} can be a thousand or a fraction, and none of {seen.open:,} such values tells which",
            expected="at least one amount with two decimals",
            do=do,
        )
    return _by_proof(seen, settled=True)


def _by_proof(seen: NumbersSeen, *, settled: bool) -> NumberForm:
    if seen.commas:
        return NumberForm("comma", settled, f"decimal comma: {seen.comma_example} can't be read otherwise")
    example = f": {seen.dot_example} can't be read otherwise" if seen.dots else ""
    return NumberForm("dot", settled, f"decimal dot{example}")
